import assert from 'node:assert/strict';
import { request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { type Problem, problemSchema } from '../../node/api/problems.ts';

const PAUSE_MILLISECONDS = 250;
const MOST_ASKED = 240;

/** Asks and takes the JSON of a success. A node that a busy machine keeps from answering says so, and is asked again. */
export async function getJson<T>(url: string): Promise<T> {
  let response = await fetch(url);
  for (let asked = 1; response.status === 503 && asked < MOST_ASKED; asked += 1) {
    await response.body?.cancel();
    await delay(PAUSE_MILLISECONDS);
    response = await fetch(url);
  }
  assert.equal(response.status, 200, `${url} answered ${response.status}`);
  // Safety: tests look at the members that they name.
  return (await response.json()) as T;
}

/**
 * Checks that an answer is a problem document with a status and a code, and with field and limit where they are given.
 */
export async function assertProblem(
  response: Response,
  expected: { status: number; code: string; field?: string; limit?: string },
): Promise<Problem> {
  const text = await response.text();
  assert.match(response.headers.get('content-type') ?? '', /^application\/problem\+json(;|$)/, text);
  const problem = problemSchema.parse(JSON.parse(text));
  const { status, code, field, limit } = expected;
  assert.deepEqual({ status: problem.status, code: problem.code }, { status, code }, text);
  assert.equal(response.status, status);
  assert.equal(problem.type, `urn:vouch:error:${code}`);
  assert.ok(problem.detail.length > 0 && (problem.hint?.length ?? 0) > 0, `${text} names what happened and what to do`);
  assert.match(problem.instance ?? '', /^urn:uuid:[0-9a-f-]{36}$/);
  if (field !== undefined) assert.equal(problem.details?.field, field, text);
  if (limit !== undefined) assert.equal(problem.details?.limit, limit, text);
  return problem;
}

/** Posts bytes. */
export const send = (url: string, body: Uint8Array | string, type: string, method = 'POST'): Promise<Response> =>
  fetch(url, { method, headers: { 'content-type': type }, body: body as BodyInit });

export const types = {
  car: 'application/vnd.ipld.car',
  raw: 'application/vnd.ipld.raw',
  cbor: 'application/vnd.ipld.dag-cbor',
  json: 'application/json',
} as const;

/** Announces a body of so many bytes and sends none of it: a refusal must not wait for them. */
export function announce(
  url: string,
  { method, type, bytes }: { method: string; type: string; bytes: number },
): Promise<Problem> {
  const { promise, resolve, reject } = Promise.withResolvers<Problem>();
  const asked = request(url, { method, headers: { 'content-type': type, 'content-length': bytes } }, async (answer) => {
    const text = Buffer.concat(await Array.fromAsync(answer)).toString('utf8');
    asked.destroy();
    resolve(problemSchema.parse(JSON.parse(text)));
  });
  asked.on('error', reject).flushHeaders();
  return promise;
}
