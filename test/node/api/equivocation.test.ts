import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EquivocationView, HeldHeadView } from '../../../protocol/api/listing.ts';
import type { ShopDetail } from '../../../protocol/api/shop.ts';
import { catalogueDigest } from '../../../protocol/catalogue-digest.ts';
import { encodeHead } from '../../../protocol/head.ts';
import { headFromView } from '../../../protocol/head-view.ts';
import { recoverSigner } from '../../../protocol/recover-signer.ts';
import { signedCatalogue } from '../../support/catalogue.ts';
import { getJson, send, types } from '../../support/http.ts';
import { startMarket } from '../../support/market.ts';
import { draft, openShop } from '../../support/shop.ts';
import { until } from '../../support/until.ts';

test('a shop that signs two catalogues of one version is shown with both signatures on every node, which hold the same one', async (t) => {
  const market = await startMarket({ nodes: 2 });
  t.after(() => market.stop());
  const seller = await openShop(market);
  const shop = seller.address;
  const versions = await Promise.all(
    ['Blue cup', 'Red cup'].map((title) =>
      signedCatalogue(market, {
        shop,
        signer: seller.account,
        drafts: [draft(market, { shop, handle: 'cup', title })],
      }),
    ),
  );
  // The one with the higher root goes first, so that the other takes its place everywhere.
  versions.sort((a, b) => (a.head.catalogue.root > b.head.catalogue.root ? -1 : 1));
  for (const { head, blocks } of versions) {
    await market.client.upload(blocks);
    const answer = await send(`${market.node.url}/api/v1/catalogues`, encodeHead(head).bytes, types.cbor);
    assert.equal(answer.status, 200, await answer.text());
    await until('a head on every node', async () =>
      (await Promise.all(market.nodes.map(({ url }) => fetch(`${url}/api/v1/heads/${shop}`)))).every(({ ok }) => ok),
    );
  }

  const winner = versions[1]?.head.catalogue.root;
  for (const { url } of market.nodes) {
    const read = <T>(path: string) => getJson<T>(`${url}/api/v1/${path}`);
    await until('the same head', async () => (await read<HeldHeadView>(`heads/${shop}`)).catalogue.root === winner);
    await until('the evidence', async () => (await read<ShopDetail>(`shops/${shop}`)).equivocated);
    const { items } = await read<{ items: EquivocationView[] }>(`heads/${shop}/equivocations`);
    assert.equal(items.length, 1);
    const heads = (items[0]?.heads ?? []).map(headFromView);
    assert.deepEqual(
      new Set(heads.map(({ catalogue }) => catalogue.root)),
      new Set(versions.map(({ head }) => head.catalogue.root)),
    );
    const { chainId, contracts } = market.deployment;
    for (const { catalogue, signature } of heads)
      assert.equal(recoverSigner(catalogueDigest(chainId, contracts.market, catalogue), signature), shop);
    const page = await (await fetch(`${url}/shop/${shop}`, { headers: { accept: 'text/html' } })).text();
    assert.ok(page.includes(`/api/v1/heads/${shop}/equivocations`));
  }
});
