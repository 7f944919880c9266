import type { IncomingMessage } from 'node:http';
import { VouchError } from '../../protocol/errors.ts';
import { chainLimits } from './chain-settings.ts';

/**
 * Reads a request's JSON body, up to the limit.
 * @throws VouchError `chain.body_too_large` or `chain.not_json`
 */
export async function readBody(request: IncomingMessage): Promise<unknown> {
  if (Number(request.headers['content-length'] ?? 0) > chainLimits.bodyBytes) throw tooLarge();
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > chainLimits.bodyBytes) throw tooLarge();
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch (cause) {
    throw new VouchError({ code: 'chain.not_json', message: 'The body is not JSON.', cause });
  }
}

function tooLarge(): VouchError {
  return new VouchError({
    code: 'chain.body_too_large',
    message: `The body has more than ${chainLimits.bodyBytes} bytes.`,
    hint: 'Send fewer requests in one batch.',
    details: { status: 413, limit: `${chainLimits.bodyBytes} bytes` },
  });
}
