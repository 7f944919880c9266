import { z } from 'zod';
import { addressSchema } from '../../protocol/primitives.ts';
import { peerLimits } from './peer-limits.ts';

const peersKey = 'vouch.peers';
const seenKey = 'vouch.seen-versions';

const addressesSchema = z.array(z.string()).catch([]);
const seenSchema = z.array(z.tuple([addressSchema, z.int().min(1)])).catch([]);

/** What the browser remembers of the network: a few addresses of peers, and the newest version seen of each shop. */
export interface PeerMemory {
  /** Addresses, those that answered last first. */
  addresses(): string[];
  /** Adds addresses behind those that answered; the oldest are forgotten. */
  learn(addresses: readonly string[]): void;
  /** Puts an address that answered first. */
  answered(address: string): void;
  forget(address: string): void;
  /** The newest version of a shop's catalogue that this browser saw, or 0. */
  seenVersion(shop: string): number;
  saw(shop: string, version: number): void;
}

/** Makes the memory. @param storage the browser's, which only ever holds what nodes made public */
export function createPeerMemory(storage: Storage): PeerMemory {
  const read = <T>(key: string, schema: z.ZodType<T>): T => {
    try {
      return schema.parse(JSON.parse(storage.getItem(key) ?? '[]'));
    } catch {
      // What another program left there is as good as nothing.
      return schema.parse([]);
    }
  };
  const addresses = () => read(peersKey, addressesSchema).filter(isPeerAddress).slice(0, peerLimits.addresses);
  const write = (list: readonly string[]) =>
    storage.setItem(peersKey, JSON.stringify([...new Set(list)].slice(0, peerLimits.addresses)));
  const seen = () => read(seenKey, seenSchema);
  return {
    addresses,
    learn: (more) => write([...addresses(), ...more.filter(isPeerAddress)]),
    answered: (address) => write([address, ...addresses()]),
    forget: (address) => write(addresses().filter((each) => each !== address)),
    seenVersion: (shop) => seen().find(([each]) => each === shop)?.[1] ?? 0,
    saw: (shop, version) => {
      const rest = seen().filter(([each]) => each !== shop);
      storage.setItem(seenKey, JSON.stringify([[shop, version], ...rest].slice(0, peerLimits.shops)));
    },
  };
}

/** True for text that has the form of a multiaddr with a peer ID. */
export const isPeerAddress = (text: string): boolean =>
  text.length <= peerLimits.addressCharacters && /^\/[\x21-\x7e]+\/p2p\/[A-Za-z0-9]{30,80}$/.test(text);

/**
 * True for an address that a page can dial: WebSocket, or WebRTC without a certificate. Secure pages may open plain WebSockets
 * to their own machine only.
 * @param page the page's protocol, such as `https:`
 */
export function isDialable(address: string, page: string): boolean {
  if (!isPeerAddress(address) || address.includes('/p2p-circuit')) return false;
  if (/\/udp\/\d+\/webrtc-direct\/certhash\//.test(address) || /\/(wss|tls(\/sni\/[^/]+)?\/ws)\//.test(address))
    return true;
  if (!/\/tcp\/\d+\/ws\//.test(address)) return false;
  return page !== 'https:' || /^\/(ip4\/127\.|ip6\/::1\/|dns[46]?\/localhost\/)/.test(address);
}
