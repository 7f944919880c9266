import { encodeAbiParameters, keccak256, numberToHex, stringToHex } from 'viem';
import type { ContractAddresses } from '../../protocol/deployment.ts';
import { VouchError } from '../../protocol/errors.ts';
import type { Address, Hex } from '../../protocol/primitives.ts';
import type { ContractKey } from './addresses.ts';
import { type Blueprint, blueprints } from './blueprints.ts';
import { compiled } from './compiled.ts';

const word = (value: Hex | bigint): Hex => numberToHex(BigInt(value), { size: 32 });

/** A short text as OpenZeppelin's ShortStrings keeps it: the characters, and their number in the last byte. */
const shortString = (text: string): Hex => word(BigInt(stringToHex(text, { size: 32 })) | BigInt(text.length));

const domainType = keccak256(
  stringToHex('EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)'),
);

/** The immutables of OpenZeppelin's EIP712. */
function domainImmutables({ name, address, chainId }: { name: string; address: Address; chainId: number }) {
  const version = '1';
  const [hashedName, hashedVersion] = [keccak256(stringToHex(name)), keccak256(stringToHex(version))];
  const fields = ['bytes32', 'bytes32', 'bytes32', 'uint256', 'address'].map((type) => ({ type }));
  const values = [domainType, hashedName, hashedVersion, BigInt(chainId), address];
  return {
    name: shortString(name),
    version: shortString(version),
    hashedName,
    hashedVersion,
    cachedChainId: word(BigInt(chainId)),
    cachedThis: word(address),
    cachedDomainSeparator: keccak256(encodeAbiParameters(fields, values)),
  };
}

/** What every immutable of a contract must say, as words of 32 bytes. */
function expectedImmutables(blueprint: Blueprint, address: Address, chainId: number): Record<string, Hex> {
  const wiring = Object.entries(blueprint.wiring).map(([key, target]) => [key, word(target)]);
  const domain = blueprint.domain === undefined ? {} : domainImmutables({ name: blueprint.domain, address, chainId });
  return { ...Object.fromEntries(wiring), ...domain };
}

const wordAt = (code: Hex, offset: number): Hex => `0x${code.slice(2 + offset * 2, 2 + offset * 2 + 64)}`;

const withoutImmutables = (code: Hex, immutables: Record<string, number[]>): string => {
  let masked: string = code;
  for (const offset of Object.values(immutables).flat()) {
    const from = 2 + offset * 2;
    masked = `${masked.slice(0, from)}${'0'.repeat(64)}${masked.slice(from + 64)}`;
  }
  return masked;
};

/**
 * Compares code byte for byte.
 * @throws VouchError `deployment.code_mismatch` naming the contract
 */
export function checkSameCode({
  contract,
  code,
  expected,
}: {
  contract: string;
  code: string;
  expected: string;
}): void {
  if (code.toLowerCase() === expected) return;
  throw new VouchError({
    code: 'deployment.code_mismatch',
    message: `Where ${contract} should be, there is other code: another version of the contracts was deployed there.`,
    hint: 'Set another salt to deploy beside it, or use the version that made it.',
    details: { field: contract },
  });
}

/**
 * Compares the code of contracts with what the compiler gave, and their immutables with what they must name.
 * @param options addresses, code at each, and the chain they are on
 * @throws VouchError `deployment.code_mismatch`, `deployment.miswired`, both naming the contract
 */
export function checkCode({
  at,
  codes,
  chainId,
}: {
  at: ContractAddresses;
  codes: ReadonlyMap<ContractKey, Hex>;
  chainId: number;
}): void {
  const made = blueprints(at);
  const contracts = [...codes].map(([key, code]) => ({ blueprint: made[key], address: at[key] as Address, code }));
  for (const { blueprint, code } of contracts) {
    const { runtime, immutables } = compiled(blueprint.name);
    checkSameCode({ contract: blueprint.name, code: withoutImmutables(code, immutables), expected: runtime });
  }
  for (const { blueprint, address, code } of contracts) {
    const contract = blueprint.name;
    const expected = expectedImmutables(blueprint, address, chainId);
    for (const [name, offsets] of Object.entries(compiled(contract).immutables)) {
      const wanted = expected[name];
      if (wanted === undefined) throw new RangeError(`nothing says what ${name} of ${contract} must be`);
      const wrong = offsets.map((offset) => wordAt(code, offset)).find((found) => found !== wanted);
      if (wrong === undefined) continue;
      throw new VouchError({
        code: 'deployment.miswired',
        message: `${contract} belongs to another deployment: its ${name} is not what it should be.`,
        hint: 'Set another salt to deploy beside it.',
        details: { field: `${contract}.${name}`, found: wrong, wanted },
      });
    }
  }
}
