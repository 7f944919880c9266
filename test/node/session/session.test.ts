import assert from 'node:assert/strict';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { networkLimits } from '../../../node/p2p/network-limits.ts';
import type { ContractSignature } from '../../../node/p2p/ports.ts';
import { ownOrigins } from '../../../node/session/own-origins.ts';
import type { Address } from '../../../protocol/primitives.ts';
import { addressOf, person } from '../../support/people.ts';
import {
  answerWith,
  ask,
  challenge as challengeOf,
  cookieIn,
  ORIGIN,
  openBareServer,
  publisher,
  seller,
  signIn,
} from '../support/bare-server.ts';

const operator = person('operator');
const account: Address = `0x${'ab'.repeat(20)}`;

let dataDir: string;
let now = 1_800_000_000;
/** What the code of `account` says to any signature. */
let contractSays: ContractSignature = 'valid';
let app: FastifyInstance;
before(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'vouch-session-'));
  app = await openServer();
});
after(async () => {
  await app.close();
  await rm(dataDir, { recursive: true, maxRetries: 5 });
});

const openServer = (forwardTo?: string): Promise<FastifyInstance> =>
  openBareServer({
    dataDir,
    clock: () => now,
    operators: [addressOf(operator)],
    contractSays: (signer) => (signer === account ? contractSays : 'no_contract'),
    pages: (pages, sessions) => {
      pages.post('/operate', async (request) => ({ account: sessions.requireOperator(request) }));
      pages.get('/desk/:shop', async (request) => ({
        account: await sessions.requireDesk(request, (request.params as { shop: Address }).shop),
      }));
    },
    forwardTo,
  });

const problemOf = (answer: LightMyRequestResponse) => [answer.statusCode, answer.json<{ code: string }>().code];
const post = (url: string, payload: object | undefined, headers: InjectOptions['headers'] = { origin: ORIGIN }) =>
  ask(app, { method: 'POST', url, headers, ...(payload === undefined ? {} : { payload }) });
const challenge = (address: string, from = app) => challengeOf(from, address);
const answer = (message: string, signature: string) => answerWith(app, message, signature);
const who = async (cookie: string, from = app) =>
  (await ask(from, { method: 'GET', url: '/api/v1/session', headers: { cookie } })).json<object>();
const signInAs = (each: typeof operator) => signIn(app, each);

test('a signed message opens a session of twelve hours in a cookie that no script and no other site gets', async () => {
  const message = await challenge(operator.address);
  assert.match(message, /^node\.example wants you to sign in with your Ethereum account:\n0x/);
  assert.match(message, /URI: https:\/\/node\.example\n[\s\S]*Chain ID: 31337\n/);
  const response = await answer(message, await operator.signMessage({ message }));
  assert.equal(response.statusCode, 200, response.body);
  assert.deepEqual(response.json(), { account: addressOf(operator), operator: true });
  assert.match(
    String(response.headers['set-cookie']),
    /^vouch_session=[\w-]+\.[\w-]+; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43200; Secure$/,
  );
  assert.equal(response.headers['cache-control'], 'no-store');
  assert.deepEqual(await who(cookieIn(response)), { account: addressOf(operator), operator: true });
  assert.deepEqual(await who(''), { account: null, operator: false });
  assert.equal((await stat(path.join(dataDir, 'session.key'))).mode & 0o777, 0o600);
});

test('a message counts once, and not for another account', async () => {
  const message = await challenge(operator.address);
  const signature = await operator.signMessage({ message });
  assert.deepEqual(problemOf(await answer(message, await seller.signMessage({ message }))), [
    403,
    'session.signature_invalid',
  ]);
  assert.equal((await answer(message, signature)).statusCode, 200, 'a forged answer does not use the message up');
  assert.deepEqual(problemOf(await answer(message, signature)), [409, 'session.challenge_used']);
});

test('a message of another domain, chain, time or node is refused, and so is one that was changed', async () => {
  const message = await challenge(seller.address);
  const changes: [change: (text: string) => string, field: string][] = [
    [(text) => text.replaceAll('node.example', 'evil.example'), 'domain'],
    [(text) => text.replace('node.example wants', 'evil.example wants'), 'domain'],
    [(text) => text.replace('Chain ID: 31337', 'Chain ID: 1'), 'chainId'],
    [(text) => text.replace('costs nothing', 'costs much'), 'message'],
    [(text) => text.replace(/Nonce: .{4}/, 'Nonce: 0000'), 'message'],
    [(text) => text.replace(/Expiration Time: \d{4}/, 'Expiration Time: 2999'), 'message'],
    [(text) => text.replace(/Issued At: \d{4}/, 'Issued At: 2999'), 'message'],
    [(text) => `${text}\n`, 'message'],
    [() => 'sign me in', 'message'],
  ];
  for (const [change, field] of changes) {
    const changed = change(message);
    const refused = await answer(changed, await seller.signMessage({ message: changed }));
    assert.deepEqual(problemOf(refused), [400, 'session.message_invalid'], changed);
    assert.equal(refused.json<{ details: { field: string } }>().details.field, field, changed);
  }
  const other = await openServer();
  const foreign = await challenge(seller.address, other);
  assert.deepEqual(problemOf(await answer(foreign, await seller.signMessage({ message: foreign }))), [
    400,
    'session.message_invalid',
  ]);
  await other.close();
});

test('a message and a session are over in time', async () => {
  const began = now;
  const message = await challenge(operator.address);
  const signature = await operator.signMessage({ message });
  now = began + 300;
  assert.deepEqual(problemOf(await answer(message, signature)), [400, 'session.challenge_expired']);
  const cookie = await signInAs(operator);
  now += 12 * 3_600 - 1;
  assert.deepEqual(await who(cookie), { account: addressOf(operator), operator: true });
  now += 1;
  assert.deepEqual(await who(cookie), { account: null, operator: false });
  now = began;
});

test('an account made of code signs in when its code agrees, and is not asked without end', async () => {
  const message = await challenge(account);
  const signature = `0x${'12'.repeat(96)}`;
  contractSays = 'invalid';
  assert.deepEqual(problemOf(await answer(message, signature)), [403, 'session.signature_invalid']);
  contractSays = 'valid';
  const response = await answer(message, signature);
  assert.deepEqual(response.json(), { account, operator: false });
  contractSays = 'invalid';
  const refusals = await Promise.all(
    Array.from(
      { length: networkLimits.questionsBurst },
      async () => problemOf(await answer(await challenge(account), signature))[1],
    ),
  );
  assert.ok(refusals.includes('session.rate_exceeded'));
});

test('a cookie that was changed, or sealed by another key, is nobody’s', async () => {
  const cookie = await signInAs(seller);
  const [name, sealed = ''] = cookie.split('=');
  const [text = '', mac] = sealed.split('.');
  const other = JSON.parse(Buffer.from(text, 'base64url').toString()) as object;
  const forged = Buffer.from(JSON.stringify({ ...other, account: addressOf(operator) })).toString('base64url');
  for (const value of [
    `${forged}.${mac}`,
    `${text}.${mac}x`,
    `${text}.`,
    text,
    '.',
    `${sealed}.${mac}`,
    'x'.repeat(5_000),
  ])
    assert.deepEqual(await who(`${name}=${value}`), { account: null, operator: false }, value.slice(0, 40));
});

test('a page of another site can neither sign in nor act for its reader', async () => {
  const foreign = { origin: 'https://evil.example' };
  assert.deepEqual(problemOf(await post('/api/v1/session/challenge', { address: seller.address }, foreign)), [
    403,
    'session.origin_foreign',
  ]);
  const message = await challenge(operator.address);
  const signed = { message, signature: await operator.signMessage({ message }) };
  assert.deepEqual(problemOf(await post('/api/v1/session', signed, foreign)), [403, 'session.origin_foreign']);
  const cookie = await signInAs(operator);
  for (const headers of [{ cookie, ...foreign }, { cookie, origin: 'null' }, { cookie }])
    assert.deepEqual(problemOf(await post('/operate', undefined, headers)), [403, 'session.origin_foreign']);
  const done = await post('/operate', undefined, { cookie, origin: ORIGIN });
  assert.deepEqual(done.json(), { account: addressOf(operator) });
});

test('desks open for those whose they are', async () => {
  const shop = addressOf(seller);
  const desk = (cookie: string) => ask(app, { method: 'GET', url: `/desk/${shop}`, headers: { cookie } });
  assert.deepEqual(problemOf(await desk('')), [401, 'session.missing']);
  assert.deepEqual(problemOf(await desk(await signInAs(operator))), [403, 'session.not_staff']);
  for (const each of [seller, publisher])
    assert.deepEqual((await desk(await signInAs(each))).json(), { account: addressOf(each) });
  assert.deepEqual(problemOf(await post('/operate', undefined)), [401, 'session.missing']);
  assert.deepEqual(problemOf(await post('/operate', undefined, { cookie: await signInAs(seller), origin: ORIGIN })), [
    403,
    'session.not_operator',
  ]);
});

test('who signs out is out wherever the cookie was copied to, also after a restart', async () => {
  const [cookie, stays] = [await signInAs(seller), await signInAs(seller)];
  const signOut = (headers: InjectOptions['headers']) =>
    ask(app, { method: 'DELETE', url: '/api/v1/session', headers: headers ?? {} });
  assert.deepEqual(problemOf(await signOut({ cookie, origin: 'https://evil.example' })), [
    403,
    'session.origin_foreign',
  ]);
  const response = await signOut({ cookie, origin: ORIGIN });
  assert.deepEqual(response.json(), { account: null, operator: false });
  assert.match(String(response.headers['set-cookie']), /^vouch_session=; .*Max-Age=0/);
  assert.deepEqual(await who(cookie), { account: null, operator: false });
  const restarted = await openServer();
  assert.deepEqual(await who(cookie, restarted), { account: null, operator: false });
  assert.deepEqual(await who(stays, restarted), { account: addressOf(seller), operator: false });
  await restarted.close();
});

test('a process without sessions has the node behind it sign people in', async () => {
  const api = await openServer(await app.listen({ port: 0, host: '127.0.0.1' }));
  const message = await challenge(operator.address, api);
  const signature = await operator.signMessage({ message });
  const signed = await ask(api, {
    method: 'POST',
    url: '/api/v1/session',
    headers: { origin: ORIGIN },
    payload: { message, signature },
  });
  assert.equal(signed.statusCode, 200, signed.body);
  assert.deepEqual(await who(cookieIn(signed), api), { account: addressOf(operator), operator: true });
  const page = await ask(api, { method: 'GET', url: '/api/v1/operator' });
  assert.deepEqual(problemOf(page), [401, 'session.missing']);
  await api.close();
});

test('a node on a machine of one’s own is opened under both of its names', () => {
  assert.deepEqual(ownOrigins('http://127.0.0.1:8080'), ['http://127.0.0.1:8080', 'http://localhost:8080']);
  assert.deepEqual(ownOrigins('https://node.example/'), ['https://node.example']);
});
