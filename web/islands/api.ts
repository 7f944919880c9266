import { VouchError } from '../../protocol/errors.ts';

/** The members of a problem document (RFC 9457) that errors carry on. */
interface ProblemDocument {
  code?: unknown;
  detail?: unknown;
  hint?: unknown;
  retryable?: unknown;
  details?: unknown;
}

async function problemIn(response: Response): Promise<VouchError> {
  let problem: ProblemDocument;
  try {
    // Safety: every member is checked before use.
    problem = (await response.json()) as ProblemDocument;
  } catch {
    problem = {};
  }
  const { code, detail, hint, retryable, details } = problem;
  return new VouchError({
    code: typeof code === 'string' ? code : 'node.fault',
    message: typeof detail === 'string' ? detail : `The node answered ${response.status}.`,
    hint: typeof hint === 'string' ? hint : 'Try again, or open the page on another node.',
    retryable: typeof retryable === 'boolean' ? retryable : response.status >= 500,
    ...(typeof details === 'object' && details !== null ? { details: { ...details } } : {}),
  });
}

/**
 * Asks the node that served the page.
 * @param path such as `/api/v1/status`
 * @returns the response of a success
 * @throws VouchError the node's problem, or `node.unavailable`
 */
export async function request(path: string, init: RequestInit = {}): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, { ...init, signal: init.signal ?? AbortSignal.timeout(60_000) });
  } catch (cause) {
    throw new VouchError({
      code: 'node.unavailable',
      message: 'The node does not answer.',
      hint: 'Check your connection and try again.',
      retryable: true,
      cause,
    });
  }
  if (!response.ok) throw await problemIn(response);
  return response;
}

/**
 * Reads JSON from the node. The answer is shown as it is, like the page that came from the same node; what is paid for
 * or signed is verified apart.
 * @throws VouchError as `request`
 */
// Safety: same origin as the page itself; see above.
export const readJson = async <T>(path: string): Promise<T> => (await (await request(path)).json()) as T;

/**
 * Posts bytes and reads the answer.
 * @param body the bytes
 * @param type their content type
 */
export const postBytes = async <T>(
  path: string,
  { body, type, method = 'POST' }: { body: Uint8Array | Blob; type: string; method?: 'POST' | 'PUT' },
): Promise<T> =>
  // Safety: as in readJson; fetch takes any bytes that are not shared.
  (await (
    await request(path, { method, headers: { 'content-type': type }, body: body as Uint8Array<ArrayBuffer> | Blob })
  ).json()) as T;

/** Posts JSON and reads the answer. */
export const postJson = async <T>(path: string, value: unknown): Promise<T> =>
  (await (
    await request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(value),
    })
  ).json()) as T;
