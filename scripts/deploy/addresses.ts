import { encodeAbiParameters, getContractAddress, getCreate2Address, keccak256, stringToHex } from 'viem/utils';
import type { ContractAddresses } from '../../protocol/deployment.ts';
import { type Address, type Hex, zeroBytes32 } from '../../protocol/primitives.ts';
import { compiled } from './compiled.ts';

/** All addresses, the demo dollar's too. */
export type PlannedAddresses = Required<ContractAddresses>;
export type ContractKey = keyof PlannedAddresses;

/** The contracts of a deployment, in the order of the log. Their addresses do not depend on it. */
export const contractKeys = [
  'accessManager',
  'settings',
  'vault',
  'shops',
  'deposits',
  'referrals',
  'groups',
  'discounts',
  'market',
  'reviews',
  'hosts',
  'court',
  'demoDollar',
] as const satisfies ContractKey[];

/** The proxy that most chains have: it creates a contract at an address that follows from the code alone. */
export const proxyAddress: Address = '0x4e59b44847b379578588920ca78fbf26c0b4956c';

/** Hash of the code that OpenZeppelin's Create3 puts between the deployer and a contract. */
const create3ProxyHash: Hex = '0x57a34f6e879358dd76825d6700df87013ad6a3fb43c0d0c602f70a8772c153bd';

const lower = (address: Address): Address => address.toLowerCase() as Address;

/** Where `Deployer.sol` is on every chain. */
export const deployerAddress = (): Address =>
  lower(getCreate2Address({ from: proxyAddress, salt: zeroBytes32, bytecode: compiled('Deployer').creation }));

/**
 * The salt of a contract.
 * @param key which contract
 * @param salt free text that tells deployments of one account apart; empty for the first
 */
export const saltOf = (key: ContractKey, salt: string): Hex =>
  keccak256(stringToHex(['vouch', '1', key, ...(salt === '' ? [] : [salt])].join('/')));

/**
 * The addresses of a deployment, the same on every chain. Contracts name each other, so all are known before the first
 * exists.
 * @param options who deploys, and the salt of the deployment
 */
export function planAddresses({ account, salt }: { account: Address; salt: string }): PlannedAddresses {
  const from = deployerAddress();
  const addressOf = (key: ContractKey): Address => {
    const mixed = keccak256(
      encodeAbiParameters([{ type: 'address' }, { type: 'bytes32' }], [account, saltOf(key, salt)]),
    );
    const between = getCreate2Address({ from, salt: mixed, bytecodeHash: create3ProxyHash });
    return lower(getContractAddress({ from: between, nonce: 1n }));
  };
  // Safety: the entries have exactly the names of the type.
  return Object.fromEntries(contractKeys.map((key) => [key, addressOf(key)])) as PlannedAddresses;
}
