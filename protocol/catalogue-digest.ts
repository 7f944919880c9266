import { keccak_256 } from '@noble/hashes/sha3';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils';
import type { SignedCatalogue } from './head.ts';
import type { Address, Hex } from './primitives.ts';

const domainType = 'EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)';
const catalogueType = 'Catalogue(address shop,uint64 version,bytes32 root,bytes32 offers,uint64 validUntil)';

/** What a member of a typed message becomes: a word of 32 bytes, filled from its end. */
const word = (value: number | Hex): Uint8Array =>
  hexToBytes((typeof value === 'number' ? value.toString(16) : value.slice(2)).padStart(64, '0'));
const hashOfText = (text: string): Uint8Array => keccak_256(utf8ToBytes(text));
const hashOf = (...parts: Uint8Array[]): Uint8Array => keccak_256(concatBytes(...parts));

/**
 * The digest that a catalogue's signer signs, equal to Market.catalogueDigest and to the EIP-712 hash of
 * `catalogueTypedData`. It is written out because a page checks signatures with it, which has no room for a library.
 */
export function catalogueDigest(chainId: number, market: Address, catalogue: SignedCatalogue): Hex {
  const { shop, version, root, offers, validUntil } = catalogue;
  const domain = hashOf(hashOfText(domainType), hashOfText('Vouch'), hashOfText('1'), word(chainId), word(market));
  const message = hashOf(
    hashOfText(catalogueType),
    word(shop),
    word(version),
    word(root),
    word(offers),
    word(validUntil),
  );
  return `0x${bytesToHex(hashOf(Uint8Array.of(0x19, 0x01), domain, message))}`;
}
