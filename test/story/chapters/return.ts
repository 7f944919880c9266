import assert from 'node:assert/strict';
import type { OrderDetail } from '../../../protocol/api/order.ts';
import type { ReviewView } from '../../../protocol/api/review.ts';
import { until } from '../../support/until.ts';
import { cast, nodeOf, type Story } from '../support/story.ts';

const textOf = async (url: string): Promise<string> => (await fetch(url)).text();

/** Everything about the shop that nodes must tell alike. */
async function everythingOn(story: Story, number: 1 | 2 | 3): Promise<Record<string, string>> {
  const { url } = nodeOf(story, number);
  const shop = cast.seller.address;
  const paths = [
    `/shops/${shop}`,
    `/shops/${shop}/sales`,
    `/heads/${shop}`,
    `/orders?limit=100&shop=${shop}`,
    `/reviews?limit=100&shop=${shop}`,
    `/deposits?shop=${shop}`,
    `/promoters/${cast.promoter.address}`,
    `/credits?owner=${shop}`,
    `/listings?limit=100&sort=newest&shop=${shop}`,
    '/listings?limit=100&sort=newest',
    '/listings?limit=100&sort=score',
  ];
  const told: Record<string, string> = {};
  for (const path of paths) told[path] = await textOf(`${url}/api/v1${path}`);
  const { items: orders } = JSON.parse(told[`/orders?limit=100&shop=${shop}`] ?? '') as { items: { id: string }[] };
  for (const { id } of orders) told[id] = await textOf(`${url}/api/v1/orders/${id}`);
  return told;
}

/** The killed node starts again with what it had, and catches up until it tells the same, byte for byte (I13, I14). */
export async function comeBack(story: Story): Promise<void> {
  const node = nodeOf(story, 1);
  await node.start({ PEERS: [nodeOf(story, 2).peer, nodeOf(story, 3).peer].join(',') });
  for (const number of [2, 3] as const) await sameAsNode1(story, number);
  const orders = (await everythingOn(story, 1))[`/orders?limit=100&shop=${cast.seller.address}`] ?? '';
  for (const { id } of (JSON.parse(orders) as { items: OrderDetail[] }).items) {
    const details = JSON.parse(await textOf(`${node.url}/api/v1/orders/${id}`)) as OrderDetail;
    assert.equal(details.detailsHeld, true, 'the delivery details came as well');
  }
  const reviews = JSON.parse(await textOf(`${node.url}/api/v1/reviews?limit=100&shop=${cast.seller.address}`)) as {
    items: ReviewView[];
  };
  const photos = reviews.items.flatMap(({ content }) => content?.photos ?? []).flatMap(({ sources }) => sources);
  assert.ok(photos.length > 0);
  for (const { cid } of photos) {
    const [here, there] = await Promise.all(
      ([1, 2] as const).map(async (number) => {
        const url = `${nodeOf(story, number).url}/image/${cid}`;
        const found = await until(`${url}`, async () => {
          const response = await fetch(url);
          return response.ok && response;
        });
        return Buffer.from(await found.arrayBuffer());
      }),
    );
    assert.deepEqual(here, there);
  }
}

/** Waits until node 1 tells the same as another node, and says what differs when it never does. */
async function sameAsNode1(story: Story, number: 2 | 3): Promise<void> {
  let one: Record<string, string> = {};
  let other: Record<string, string> = {};
  await until(`node 1 to tell what node ${number} tells`, async () => {
    [one, other] = await Promise.all([everythingOn(story, 1), everythingOn(story, number)]);
    return JSON.stringify(one) === JSON.stringify(other);
  }).catch(() => {
    const differing = Object.keys({ ...one, ...other }).filter((path) => one[path] !== other[path]);
    assert.deepEqual(
      differing.map((path) => [path, one[path]?.slice(0, 500)]),
      differing.map((path) => [path, other[path]?.slice(0, 500)]),
    );
  });
}
