import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { personaRecords } from '../../scripts/demo/accounts.ts';
import { startBrowser } from '../../scripts/docs/browser.ts';
import { startMarket } from '../support/market.ts';
import { browse, makePromoterLink } from './chapters/browse.ts';
import { buyCart, buyInChinese, hangzhou, lisbon } from './chapters/buy.ts';
import { cancel, settle } from './chapters/dispute.ts';
import { confirmAndReview, ship } from './chapters/fulfil.ts';
import { findByChineseWords, listInChinese } from './chapters/list-in-chinese.ts';
import { importProducts, openShop, seeEverywhere } from './chapters/open-shop.ts';
import { comeBack } from './chapters/return.ts';
import { seeMoney, seeReviews } from './chapters/verdict.ts';
import { madeProducts, type Products, sharedFolder, sharedProducts } from './support/products.ts';
import { steps } from './support/steps.ts';
import { nodeOf, persona, type Story, saleOf } from './support/story.ts';

const praise = 'Soft, warm, and the stitches hold.';
const chinesePraise = '尺码合适，发货很快，下次还会再来。';
const plain = 'The colour is darker than in the picture.';

async function tell(context: TestContext, find: (folder: string) => Promise<Products>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'vouch-story-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  const personas = path.join(folder, 'personas.json');
  await writeFile(personas, JSON.stringify(personaRecords()));
  const [market, browser, products] = await Promise.all([
    startMarket({
      nodes: 3,
      env: { DEMO: 'true', DEMO_PERSONAS: personas, ARBITRATOR: persona('helena').address, LOG_LEVEL: 'info' },
    }),
    startBrowser(),
    find(folder),
  ]);
  context.after(() => market.stop());
  context.after(() => browser.close());
  const story: Story = { market, browser, products, folder, readers: new Map(), sales: new Map() };
  const step = steps(story, context);
  let link = '';

  await step('a seller opens a shop on node 1 from the command line', () => openShop(story));
  await step(`imports ${products.name}`, () => importProducts(story));
  await step('nodes 2 and 3 show every listing and picture', () => seeEverywhere(story));
  await step('node 1 is killed', () => nodeOf(story, 1).kill());
  await step('the market, read in English on node 2', () => browse(story, 'en'));
  await step('the market, read in Chinese on node 2', () => browse(story, 'zh-CN'));
  await step('a promoter registers, brings another, who makes a link', async () => {
    link = await makePromoterLink(story);
  });
  await step('a buyer follows it, fills a cart and pays', () => buyCart(story, link));
  await step('and buys again in Chinese', () => buyInChinese(story, link));
  await step('the seller reads the addresses, one of them on a node where nobody bought, and ships', async () => {
    await ship(story, saleOf(story, 'first'), { to: lisbon });
    await ship(story, saleOf(story, 'second'), { to: lisbon });
    await ship(story, saleOf(story, 'third'), { to: hangzhou, node: 3, locale: 'zh-CN' });
  });
  await step('the buyer confirms and reviews', async () => {
    await confirmAndReview(story, saleOf(story, 'first'), { stars: 5, text: praise, photo: true });
    await confirmAndReview(story, saleOf(story, 'second'), { stars: 3, text: plain, photo: false });
    await confirmAndReview(story, saleOf(story, 'third'), {
      stars: 4,
      text: chinesePraise,
      photo: true,
      locale: 'zh-CN',
    });
  });
  await step('node 3 shows where every unit went', () => seeMoney(story));
  await step('node 3 shows reviews, photos, score and timeline', () =>
    seeReviews(story, [
      { sale: saleOf(story, 'first'), stars: 5, text: praise, photos: 1 },
      { sale: saleOf(story, 'second'), stars: 3, text: plain, photos: 0 },
      { sale: saleOf(story, 'third'), stars: 4, text: chinesePraise, photos: 1 },
    ]),
  );
  await step('the seller lists a product in Chinese on node 2', () => listInChinese(story));
  await step('node 3 finds it by Chinese words', () => findByChineseWords(story));
  await step('node 1 comes back and tells the same, byte for byte', () => comeBack(story));
  await step('on node 1: a dispute is settled where the proposals cross', () => settle(story));
  await step('on node 1: the seller cancels and the buyer withdraws', () => cancel(story));
}

const shared = sharedProducts();
const name = (what: string) => `from import to review on three nodes, with one killed: ${what}`;

test(name('apparel.csv'), { skip: shared ? false : `${sharedFolder} is absent` }, (context) =>
  tell(context, async () => shared as Products),
);
// The same story, so that it is told where the real export is absent.
if (!shared) test(name('products made here'), (context) => tell(context, madeProducts));
