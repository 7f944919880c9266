import type { LocalAccount } from 'viem';
import { mnemonicToAccount } from 'viem/accounts';
import { bytesToHex } from 'viem/utils';
import { type Address, addressSchema, type Hex } from '../../protocol/primitives.ts';
import { chainRules } from '../../scripts/chain/chain-settings.ts';

/** Places in the local chain's public mnemonic, all with ether. */
const places = { deployer: 0, arbitrator: 1, operator: 2, seller: 5, buyer: 12, promoter: 20 } as const;

const hdAccount = (role: keyof typeof places, number: number) =>
  mnemonicToAccount(chainRules.mnemonic, { addressIndex: places[role] + number });

/** An account of a test market. @param number tells several of one role apart, from 0 */
export const person = (role: keyof typeof places, number = 0): LocalAccount => hdAccount(role, number);

/** Its address as the project writes it. */
export const addressOf = ({ address }: Pick<LocalAccount, 'address'>): Address => addressSchema.parse(address);

/** Its private key, which is public knowledge. */
export function keyOf(role: keyof typeof places, number = 0): Hex {
  const { privateKey } = hdAccount(role, number).getHdKey();
  if (!privateKey) throw new RangeError(`${role} ${number} has no key`);
  return bytesToHex(privateKey);
}
