import { VouchError } from '../protocol/errors.ts';

/** Says which variable names an address that cannot be listened on; other errors stay as they are. */
export function addressProblem(error: unknown, field: string, address: string): unknown {
  const text = error instanceof Error ? `${(error as NodeJS.ErrnoException).code} ${error.message}` : '';
  if (
    !/EADDRINUSE|EADDRNOTAVAIL|EACCES|ENOTFOUND|UnsupportedListenAddress|ICE UDP mux|Some configured addresses failed/i.test(
      text,
    )
  )
    return error;
  return new VouchError({
    code: 'node.address_unavailable',
    message: `${field}: this node cannot listen on ${address}.`,
    hint: 'Stop what uses the address, or name another one.',
    cause: error,
    details: { field },
  });
}
