import { createHmac, randomBytes } from 'node:crypto';
import { isIPv6 } from 'node:net';

/** Bytes of a name: enough that no two addresses share one. */
const NAME_BYTES = 9;

/**
 * Makes the names under which uploads count against a share. A name says nothing about the address, and another start of the
 * node gives others: who uploaded is not on the disk.
 * @returns names an address; all IPv6 addresses of one customer's network, a /64, are one uploader
 */
export function uploaderNames(): (address: string) => string {
  const key = randomBytes(32);
  return (address) =>
    createHmac('sha256', key).update(networkOf(address)).digest().subarray(0, NAME_BYTES).toString('base64url');
}

function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined || !isIPv6(address)) return mapped ?? address;
  // Writes `::` out, so that the first four groups are those of the network.
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  return [...left, ...Array<string>(zeros).fill('0'), ...right]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
