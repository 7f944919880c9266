import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { LOCAL_CHAIN_ID } from '../../node/local-chain.ts';
import { type Deployment, deploymentSchema } from '../../protocol/deployment.ts';
import { readInvitation } from '../../scripts/start/invitation.ts';

const names = Object.keys(deploymentSchema.shape.contracts.shape);
const deployment = (chainId: number): Deployment =>
  deploymentSchema.parse({
    chainId,
    block: 1,
    contracts: Object.fromEntries(names.map((name, at) => [name, `0x${String(at + 1).padStart(40, '0')}`])),
  });

/** A node that says so of its market. */
async function nodeThatSays(t: TestContext, answers: { chainId: number; status: object }): Promise<string> {
  const server = createServer((request, response) => {
    const body = request.url === '/api/v1/status' ? answers.status : deployment(answers.chainId);
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  // Safety: a server that listens on TCP has such an address.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('a market is a demo market only where a node says so and its chain is the local one', async (t) => {
  const cases = [
    { chainId: LOCAL_CHAIN_ID, demo: true, isDemo: true },
    { chainId: LOCAL_CHAIN_ID, demo: false, isDemo: false },
    { chainId: 1, demo: true, isDemo: false },
    { chainId: 100, demo: true, isDemo: false },
  ];
  for (const { chainId, demo, isDemo } of cases) {
    const origin = await nodeThatSays(t, { chainId, status: { addresses: ['/ip4/127.0.0.1/tcp/9080'], demo } });
    const invitation = await readInvitation(origin);
    assert.deepEqual(invitation, { deployment: deployment(chainId), peers: ['/ip4/127.0.0.1/tcp/9080'], isDemo });
  }
});

test('an answer that is no invitation is refused by the name of what is wrong', async (t) => {
  const origin = await nodeThatSays(t, { chainId: 1, status: { addresses: ['not-an-address'], demo: true } });
  await assert.rejects(readInvitation(origin), { code: 'join.invalid' });
});
