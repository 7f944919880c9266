import type { LocalAccount } from 'viem';
import { mnemonicToAccount } from 'viem/accounts';
import { bytesToHex } from 'viem/utils';
import { type Address, addressSchema, type Hex } from '../../protocol/primitives.ts';
import { chainRules } from '../chain/chain-settings.ts';
import { market } from './market.ts';

/** Places in the local chain's public mnemonic: deployer, then the people, then the operators. */
const FIRST_PERSONA = 1;
const FIRST_OPERATOR = 21;

const accountAt = (addressIndex: number) => mnemonicToAccount(chainRules.mnemonic, { addressIndex });

/** A person of the demo wallet, as its file has them. The keys are public. */
export interface PersonaRecord {
  name: string;
  names: Record<string, string>;
  role: 'buyer' | 'seller' | 'promoter' | 'arbitrator' | 'juror' | 'operator';
  address: Address;
  privateKey: Hex;
}

/** Who deploys the contracts of a local market and administers its settings. */
export const deployerAccount = (): LocalAccount => accountAt(0);

/** The payout account of the operator of a node, counted from 1. */
export const operatorAccount = (node: number): LocalAccount => accountAt(FIRST_OPERATOR + node - 1);

/** The account of each person, by their ID. */
export const personaAccounts = (): Map<string, LocalAccount> =>
  new Map(market.personas.map(({ id }, index) => [id, accountAt(FIRST_PERSONA + index)]));

/** The people of the demo wallet with their keys. */
export const personaRecords = (): PersonaRecord[] =>
  market.personas.map((persona, index) => {
    const account = accountAt(FIRST_PERSONA + index);
    const { privateKey } = account.getHdKey();
    if (!privateKey) throw new RangeError(`persona ${persona.id} has no key`);
    return {
      name: persona.id,
      names: persona.name,
      role: persona.role,
      address: addressSchema.parse(account.address) as Address,
      privateKey: bytesToHex(privateKey),
    };
  });
