import { VouchError } from '../../protocol/errors.ts';

const loopback = ['127.0.0.1', 'localhost'];

/**
 * The origins under which browsers open the pages of this node. On a machine of one's own both usual names count.
 * @param origin the address of the pages as visitors see it
 * @returns origins as browsers write them, the usual one first
 */
export function ownOrigins(origin: string): string[] {
  const { protocol, hostname, port, origin: usual } = new URL(origin);
  if (!loopback.includes(hostname)) return [usual];
  const others = loopback.filter((name) => name !== hostname);
  return [usual, ...others.map((name) => `${protocol}//${name}${port === '' ? '' : `:${port}`}`)];
}

/**
 * Refuses what a page of another site sends in its reader's name.
 * @param header the header `Origin`; browsers always send it with what changes something
 * @param origin the address of the pages as visitors see it
 * @returns the origin, one of the node's own
 * @throws VouchError `session.origin_foreign`
 */
export function requireOwnOrigin(header: string | undefined, origin: string): string {
  const own = ownOrigins(origin);
  if (header !== undefined && own.includes(header)) return header;
  throw new VouchError({
    code: 'session.origin_foreign',
    message: `The request comes from ${header ?? 'no page'}, not from a page of this node.`,
    hint: `Open ${own[0]} and do it there; operators set PUBLIC_URL to the address that visitors use.`,
    details: { field: 'Origin', limit: own.join(', ') },
  });
}
