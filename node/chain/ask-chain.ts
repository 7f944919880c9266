import { VouchError } from '../../protocol/errors.ts';

const MOST_ANSWER_BYTES = 4_194_304;
const ANSWER_MILLISECONDS = 20_000;

/** What is said when the chain gives no usable answer. */
export const chainUnavailable = (message: string, cause?: unknown): VouchError =>
  new VouchError({ code: 'chain.unavailable', message, hint: 'Try again in a moment.', retryable: true, cause });

/**
 * Sends one JSON-RPC request and gives the answer's JSON, whatever it says.
 * @param rpcUrls endpoints of the chain: one is asked after the other until one answers
 * @param request a JSON-RPC request; a transaction that is sent twice is the same transaction
 * @throws VouchError `chain.unavailable` when nothing, too much, or no JSON comes back
 */
export async function askChain(rpcUrls: readonly string[], request: object): Promise<unknown> {
  let problem: unknown;
  for (const rpcUrl of rpcUrls) {
    try {
      return await askEndpoint(rpcUrl, request);
    } catch (error) {
      problem = error;
    }
  }
  throw problem;
}

async function askEndpoint(rpcUrl: string, request: object): Promise<unknown> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(rpcUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_MILLISECONDS),
    });
    text = await limitedText(response);
  } catch (cause) {
    throw chainUnavailable('The chain does not answer.', cause);
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw chainUnavailable(`The chain answered ${response.status} without JSON.`, cause);
  }
}

/** @throws RangeError when the answer has more than MOST_ANSWER_BYTES */
async function limitedText(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of response.body ?? []) {
    bytes += part.length;
    if (bytes > MOST_ANSWER_BYTES) throw new RangeError(`the chain answers more than ${MOST_ANSWER_BYTES} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
