import { utf8ToBytes } from '@noble/hashes/utils';
import { encodeAbiParameters, keccak256 } from 'viem/utils';
import { z } from 'zod';
import { limits } from './limits.ts';
import { addressSchema, type Hex, zeroAddress } from './primitives.ts';

/** The shortest multihash that names a key by its digest. */
const LEAST_PEER_ID_BYTES = 34;

/** A multiaddr (`/dns4/…`) or the address of a page (`https://…`). */
const endpointSchema = z
  .string()
  .min(1)
  .regex(/^(\/|https?:\/\/)[\x21-\x7e]*$/, 'must be a multiaddr or a URL')
  .refine((text) => utf8ToBytes(text).length <= limits.hostEndpointBytes, `at most ${limits.hostEndpointBytes} bytes`);

/** What an operator announces: Hosts.announce. Anyone can write anything there: nothing of it is fetched. */
export const hostAnnouncementSchema = z.strictObject({
  /** Multihash of the libp2p peer ID, as hex. */
  peerId: z
    .string()
    .regex(
      new RegExp(`^0x([0-9a-fA-F]{2}){${LEAST_PEER_ID_BYTES},${limits.hostPeerIdBytes}}$`),
      `must be ${LEAST_PEER_ID_BYTES} to ${limits.hostPeerIdBytes} bytes in hex`,
    )
    .transform((text) => text.toLowerCase() as Hex),
  endpoints: z.array(endpointSchema).max(limits.hostEndpoints),
  /** Where the host share goes; serves one operator. */
  payout: addressSchema.refine((address) => address !== zeroAddress, 'must not be zero'),
});
export type HostAnnouncement = z.infer<typeof hostAnnouncementSchema>;

/** What the register keeps of an announcement: keccak256(abi.encode(peerId, endpoints)). */
export const announcementHash = ({ peerId, endpoints }: Pick<HostAnnouncement, 'peerId' | 'endpoints'>): Hex =>
  keccak256(encodeAbiParameters([{ type: 'bytes' }, { type: 'string[]' }], [peerId, endpoints]));
