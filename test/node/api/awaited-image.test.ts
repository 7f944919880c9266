import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { createAwaitedImages } from '../../../node/p2p/awaited-images.ts';
import { networkLimits } from '../../../node/p2p/network-limits.ts';
import { type Block, encodeDocument, rawBlock } from '../../../protocol/block.ts';
import { assertProblem } from '../../support/http.ts';
import { until } from '../../support/until.ts';
import { openStore } from '../store/open-store.ts';
import { openBareServer } from '../support/bare-server.ts';

const MINUTES = 600;
/** Begins as a WebP does, so that the server takes it for one. */
const picture = (name: string): Block => rawBlock(Buffer.from(`RIFF0000WEBP${name}`));
const reviewOf = (photo: Block): Block =>
  encodeDocument({
    v: 1,
    type: 'review',
    order: `0x${'1'.repeat(64)}`,
    language: 'en',
    text: 'Fine.',
    photos: [{ sources: [{ cid: photo.cid, bytes: photo.bytes.length, width: 1, height: 1, type: 'image/webp' }] }],
    writtenAt: 1_800_000_000,
  });

/** Opens the server over a store, and waits so many seconds for what that store wants. */
async function open(context: TestContext, { seconds = MINUTES } = {}) {
  const { store, folder } = await openStore(context);
  const awaited = createAwaitedImages({ get: store.get, stillWanted: store.images.stillWanted, seconds });
  const server = await openBareServer({
    dataDir: folder,
    clock: () => 0,
    parts: {
      blocks: { get: store.get, has: store.has, count: store.count, awaited: awaited.get },
      policy: {
        shopRefusal: () => null,
        personRefusal: () => null,
        blockRefusal: () => null,
        view: () => assert.fail(),
        receive: () => assert.fail(),
      },
    },
    pages: () => undefined,
  });
  const origin = await server.listen({ port: 0, host: '127.0.0.1' });
  context.after(() => server.close());
  const ask = (block: Block, signal?: AbortSignal) =>
    fetch(`${origin}/image/${block.cid}`, signal === undefined ? {} : { signal });
  const waiting = (number: number) => until(`${number} readers that wait`, async () => awaited.waiting() === number);
  return { store, server, ask, waiting };
}

test('a picture that is still on its way is waited for, and served when it comes', async (context) => {
  const { store, ask, waiting } = await open(context);
  const photo = picture('cup');
  await store.contents.put([reviewOf(photo)]);
  const answer = ask(photo);
  await waiting(1);
  await store.images.add([photo]);
  const { status, headers } = await answer;
  assert.equal(status, 200);
  assert.equal(headers.get('content-type'), 'image/webp');
  assert.match(headers.get('cache-control') ?? '', /immutable/);
  await waiting(0);
});

test('nothing is waited for that nothing shows, or that is not coming any more, and no browser keeps the answer', async (context) => {
  const { store, ask, waiting } = await open(context);
  const unknown = await ask(picture('unknown'));
  assert.equal(unknown.headers.get('cache-control'), null);
  assert.equal(unknown.headers.get('etag'), null);
  await assertProblem(unknown, { status: 404, code: 'block.not_found' });

  const photo = picture('cup');
  await store.contents.put([reviewOf(photo)]);
  const answer = ask(photo);
  await waiting(1);
  await store.images.giveUp([photo.cid]);
  await assertProblem(await answer, { status: 404, code: 'block.not_found' });
});

test('a picture that does not come is waited for only so long', async (context) => {
  const { store, ask } = await open(context, { seconds: 0.5 });
  const photo = picture('cup');
  await store.contents.put([reviewOf(photo)]);
  await assertProblem(await ask(photo), { status: 404, code: 'block.not_found' });
});

test('only so many readers wait; who goes away makes room, and a server that stops lets all go', async (context) => {
  const { store, server, ask, waiting } = await open(context);
  const photo = picture('cup');
  await store.contents.put([reviewOf(photo)]);
  const leaving = new AbortController();
  const left = assert.rejects(ask(photo, leaving.signal), { name: 'AbortError' });
  const others = Array.from({ length: networkLimits.imageWaits - 1 }, () => ask(photo));
  await waiting(networkLimits.imageWaits);
  await assertProblem(await ask(photo), { status: 404, code: 'block.not_found' });

  leaving.abort();
  await left;
  await waiting(networkLimits.imageWaits - 1);
  const next = ask(photo);
  await waiting(networkLimits.imageWaits);
  const closing = server.close();
  for (const answer of await Promise.all([...others, next])) {
    assert.equal(answer.status, 404);
    await answer.body?.cancel();
  }
  await waiting(0);
  server.server.closeAllConnections();
  await closing;
});
