import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from '../../../protocol/api/common.ts';
import type { HostView } from '../../../protocol/api/host.ts';
import type { StatusView } from '../../../protocol/api/status.ts';
import { runCli } from '../../support/cli.ts';
import { getJson } from '../../support/http.ts';
import { startMarket, type TestMarket } from '../../support/market.ts';
import { startNodeProcess } from '../../support/node-process.ts';
import { addressOf, keyOf, person } from '../../support/people.ts';
import { until } from '../../support/until.ts';

let market: TestMarket;
before(async () => {
  market = await startMarket();
});
after(() => market.stop());

const status = () => getJson<StatusView>(`${market.node.url}/api/v1/status`);
const hosts = async () => (await getJson<Page<HostView>>(`${market.node.url}/api/v1/hosts`)).items;
const vouch = (number: number, node: string, ...args: string[]) =>
  runCli(['host', ...args], { VOUCH_KEY: keyOf('operator', number), VOUCH_NODE: node });

test('an operator announces a node, which the register then names, and retires it', async () => {
  assert.equal((await status()).operator, null);
  const announced = await vouch(0, market.node.url, 'announce');
  assert.equal(announced.code, 0, announced.err);
  const operator = addressOf(person('operator'));
  assert.equal(announced.out, `${operator}\n`);
  await until('the operator in the status', async () => (await status()).operator === operator);
  const [host] = await hosts();
  const { addresses, host: payout } = await status();
  assert.deepEqual([host?.operator, host?.payout, host?.endpoints], [operator, payout, addresses]);
  await until('the log to say so', async () => (await market.node.log()).includes('names this node'));

  const wrong = await vouch(0, market.node.url, 'announce', '--endpoints', 'node.example:9080');
  assert.equal(wrong.code, 1);
  assert.match(wrong.err, /^host\.invalid: .*endpoints\.0/);
  const taken = await vouch(1, market.node.url, 'announce');
  assert.equal(taken.code, 1, 'the payout address is of another operator');
  assert.match(taken.err, /^host\.payout_taken: /);

  const retired = await vouch(0, market.node.url, 'retire');
  assert.equal(retired.code, 0, retired.err);
  await until('the register to be empty', async () => (await hosts()).length === 0);
  assert.equal((await vouch(0, market.node.url, 'retire')).code, 1);
});

test('a node that nobody listed as a peer is found by the register', async () => {
  const stranger = await startNodeProcess({
    name: 'stranger',
    folder: market.folder,
    env: { ...market.nodeEnv, HOST_PAYOUT: addressOf(person('operator', 2)) },
  });
  try {
    assert.equal((await status()).peers, 0);
    const announced = await vouch(2, stranger.url, 'announce');
    assert.equal(announced.code, 0, announced.err);
    await until('the two to be connected', async () => (await status()).peers === 1);
  } finally {
    await stranger.stop();
  }
});
