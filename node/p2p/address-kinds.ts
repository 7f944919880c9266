import type { Multiaddr } from '@multiformats/multiaddr';
import { privateAddresses } from './private-addresses.ts';

/** Makes the test whether an address leads into a private network; through a relay, the relay's address counts. */
export function createPrivateCheck(): (address: Multiaddr) => boolean {
  const isPrivate = privateAddresses();
  return (address) =>
    address.getComponents().some(({ name, value }) => {
      if (name === 'ip4') return isPrivate(value ?? '', 'ipv4');
      if (name === 'ip6') return isPrivate(value ?? '', 'ipv6');
      return name.startsWith('dns') && /(^|\.)(localhost|local|internal|lan|home\.arpa)\.?$/i.test(value ?? '');
    });
}

const insideNetworks = createPrivateCheck();

/**
 * The network that an address belongs to, of which one party easily has many addresses: /16 of IPv4, /32 of IPv6, the last
 * two labels of a name.
 * @returns undefined for private addresses, which tell nothing about who is behind them
 */
export function addressPrefix(address: Multiaddr): string | undefined {
  const [{ name, value = '' } = { name: '' }] = address.getComponents();
  if (insideNetworks(address)) return undefined;
  if (name === 'ip4') return value.split('.').slice(0, 2).join('.');
  if (name === 'ip6') return expanded(value).slice(0, 2).join(':');
  return name.startsWith('dns') ? value.split('.').slice(-2).join('.').toLowerCase() : undefined;
}

/** The groups of an IPv6 address with what `::` leaves out. */
function expanded(address: string): string[] {
  const [before = '', after] = address.split('::');
  const left = before === '' ? [] : before.split(':');
  const right = after === undefined || after === '' ? [] : after.split(':');
  const between = after === undefined ? 0 : 8 - left.length - right.length;
  return [...left, ...Array<string>(Math.max(0, between)).fill('0'), ...right].map((group) =>
    group.toLowerCase().replace(/^0+(?=.)/, ''),
  );
}

/** True when a connection or address goes through a relay. */
export const isRelayed = (address: Multiaddr): boolean =>
  address.getComponents().some(({ name }) => name === 'p2p-circuit');

/** The address with the peer's id at its end, which makes sure that nobody else answers there. */
export const withPeer = (address: Multiaddr, peerId: string): Multiaddr => {
  const last = address.getComponents().at(-1);
  return last?.name === 'p2p' && last.value === peerId ? address : address.encapsulate(`/p2p/${peerId}`);
};
