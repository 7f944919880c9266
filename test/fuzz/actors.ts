import { type HDAccount, mnemonicToAccount } from 'viem/accounts';
import type { Address } from '../../protocol/primitives.ts';

const names = [
  'admin',
  'treasury',
  'shopA',
  'shopB',
  'shopC',
  'publisher',
  'buyerA',
  'buyerB',
  'buyerC',
  'promoter',
  'parent',
  'host',
  'arbitrator',
  'pickup',
  'jurorA',
  'jurorB',
  'jurorC',
  'jurorD',
  'jurorE',
  'beggar',
] as const;
export type ActorName = (typeof names)[number];

export interface Actor {
  address: Address;
  account: HDAccount;
}

/** The mnemonic of Hardhat's chain, which everyone knows. */
const MNEMONIC = 'test test test test test test test test test test test junk';

const made = names.map((name, addressIndex) => {
  const account = mnemonicToAccount(MNEMONIC, { addressIndex });
  return [name, { account, address: account.address.toLowerCase() as Address }] as const;
});

/** The twenty accounts of the chain, with what they mostly do. */
// Safety: one entry was made of every name.
export const actors = Object.fromEntries(made) as Record<ActorName, Actor>;
export const everyone: readonly ActorName[] = names;
export const shops: readonly ActorName[] = ['shopA', 'shopB', 'shopC'];
export const buyers: readonly ActorName[] = ['buyerA', 'buyerB', 'buyerC', 'jurorA', 'shopB'];
export const nameOf = (address: string): ActorName | undefined =>
  names.find((name) => actors[name].address === address.toLowerCase());
