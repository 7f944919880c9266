import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { before, test } from 'node:test';
import { type HTMLElement, parse } from 'node-html-parser';
import { shortId } from '../../web/components/shorten.ts';
import { locales } from '../../web/locale.ts';
import { pages as english } from '../../web/locales/en/pages.ts';
import { pages as chinese } from '../../web/locales/zh-CN/pages.ts';
import type { PageRequest } from '../../web/page-request.ts';
import { addressOf, base, day, digestOf, listing, listings, now, shopDetail, status } from './fixtures.ts';
import { groups } from './group-fixtures.ts';
import { disputedOrder, reviews } from './order-fixtures.ts';
import { everyPage } from './pages.ts';
import { loadRenderer, type Renderer } from './renderer.ts';

let renderer: Renderer;
before(async () => {
  renderer = await loadRenderer();
});

const documentOf = (name: string, change: Parameters<typeof everyPage>[0] = {}): HTMLElement => {
  const request = everyPage(change)[name];
  assert.ok(request, name);
  return parse(renderer.renderPage(request).html);
};

const visibleText = (document: HTMLElement): string => {
  for (const script of document.querySelectorAll('script')) script.remove();
  return document.textContent;
};

for (const locale of locales) {
  test(`every page renders in ${locale}, with one heading, landmarks, no name for two elements and no open placeholder`, () => {
    for (const [name, request] of Object.entries(everyPage({ locale }))) {
      const { html } = renderer.renderPage(request);
      const document = parse(html);
      assert.match(html, /^<!doctype html><html lang="/, name);
      assert.equal(document.querySelector('html')?.getAttribute('lang'), locale, name);
      assert.equal(document.querySelectorAll('h1').length, 1, name);
      for (const landmark of ['header', 'nav', 'main', 'footer'])
        assert.ok(document.querySelector(landmark), `${name} ${landmark}`);
      assert.ok(document.querySelector('a.skip[href="#content"]'), name);
      const ids = document.querySelectorAll('[id]').map((element) => element.id);
      const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
      assert.deepEqual(twice, [], `${name}: what names an element by its id would find another`);
      assert.doesNotMatch(visibleText(document), /\{\w+\}|undefined|NaN|\[object/, name);
    }
  });
}

test('who wants to sell is told what to do on the page itself, without a command line', () => {
  for (const locale of locales) {
    const document = documentOf('sell', { locale });
    assert.equal(document.querySelectorAll('.steps > li').length, 4, locale);
    assert.equal(document.querySelectorAll('code, [data-island=copy-command]').length, 0, locale);
    assert.doesNotMatch(visibleText(document), /npx|--/, locale);
  }
});

test('Chinese pages hold no text of the English dictionary', () => {
  const en: Readonly<Record<string, string>> = english;
  const zh: Readonly<Record<string, string>> = chinese;
  const texts = Object.keys(en)
    .filter((key) => zh[key] !== en[key] && !en[key]!.includes('{') && en[key]!.length > 8)
    .map((key) => en[key]!);
  assert.ok(texts.length > 100);
  for (const name of Object.keys(everyPage())) {
    const text = visibleText(documentOf(name, { locale: 'zh-CN' }));
    for (const english of texts) assert.ok(!text.includes(english), `${name}: ${english}`);
  }
});

test('pages answer with their HTTP status', () => {
  const pages = everyPage();
  const statusOf = (name: string): number => renderer.renderPage(pages[name]!).status;
  assert.equal(statusOf('home'), 200);
  assert.equal(statusOf('not-found'), 404);
  assert.equal(statusOf('error'), 503);
});

test("an error speaks the reader's language where its code is known", () => {
  const request = { ...base({ locale: 'zh-CN' as const }), page: 'error' as const, statusCode: 429 };
  const known = renderer.renderPage({
    ...request,
    error: { code: 'api.rate_limited', message: 'Too many.', retryable: true },
  });
  assert.match(known.html, /请求过于频繁/);
  const unknown = renderer.renderPage({ ...request, error: { code: 'odd.thing', message: 'Odd.', retryable: false } });
  assert.match(unknown.html, /<p class="lead" lang="en">Odd\.<\/p>/);
});

test('nothing on a page needs inline script, or a style that the policy does not name', () => {
  for (const name of Object.keys(everyPage())) {
    const document = documentOf(name);
    for (const script of document.querySelectorAll('script')) {
      const type = script.getAttribute('type');
      if (type === 'module') assert.match(script.getAttribute('src') ?? '', /^\/assets\/[\w.-]+\.js$/, name);
      else assert.ok(type === 'application/json' || type === 'application/ld+json', name);
    }
    assert.equal(document.querySelectorAll('[style]').length, 0, name);
    for (const style of document.querySelectorAll('style'))
      assert.equal(
        `'sha256-${createHash('sha256').update(style.rawText).digest('base64')}'`,
        renderer.styleSource,
        name,
      );
    assert.equal(
      document
        .querySelectorAll('*')
        .filter((element) => Object.keys(element.attributes).some((key) => key.startsWith('on'))).length,
      0,
      name,
    );
  }
});

test('a listing chooses its variant by address, keeps other parameters, and can be bought without JavaScript', () => {
  const document = documentOf('listing');
  const form = document.querySelector('form.buy');
  assert.equal(form?.getAttribute('action'), '/checkout');
  assert.equal(form?.querySelector('input[name=v]')?.getAttribute('value'), 'MUG-OAT-300');
  const celadon = document.querySelectorAll('.chip').find((chip) => chip.textContent.includes('Celadon'));
  assert.equal(celadon?.getAttribute('href'), `/listing/${listing.cid}?v=MUG-CEL-300#options`);
  const request = everyPage().listing!;
  const chosen = parse(
    renderer.renderPage({
      ...request,
      path: `/listing/${listing.cid}?ref=0x1&v=MUG-CEL-300`,
      variant: 'MUG-CEL-300',
    } as typeof request).html,
  );
  assert.equal(chosen.querySelector('form.buy input[name=v]')?.getAttribute('value'), 'MUG-CEL-300');
  assert.match(chosen.querySelector('.stock')?.textContent ?? '', /3 left/);
  assert.match(chosen.querySelector('.chip')?.getAttribute('href') ?? '', /ref=0x1/);
});

test('who follows the link of a group is invited at the head of the page, whichever variant they look at', () => {
  const request = everyPage().listing!;
  const [group] = groups;
  assert.ok(group);
  const own = digestOf('5c');
  const variants = listing.variants.map((each) => (each.code === 'MUG-CEL-300' ? { ...each, sku: own } : each));
  const at = (shown: string | null, deadline = group.deadline) =>
    parse(
      renderer.renderPage({
        ...request,
        listing: { ...listing, variants },
        groups: [{ ...group, sku: own }],
        path: `/listing/${listing.cid}?group=${group.leader}-${deadline}${shown === null ? '' : `&v=${shown}`}`,
        variant: shown,
      } as typeof request).html,
    );
  for (const shown of [null, 'MUG-OAT-300']) {
    const head = at(shown).querySelector('#invitation');
    assert.match(head?.textContent ?? '', /You were invited to a group/, String(shown));
    const join = head?.querySelector('.banner a.button');
    assert.match(join?.getAttribute('href') ?? '', /v=MUG-CEL-300&(amp;)?quantity=1&(amp;)?group=0x3b/);
    assert.match(join?.parentNode?.textContent ?? '', /19\.00\sdUSD Celadon \/ 300 ml/);
  }
  assert.match(at(null, 1).querySelector('#invitation')?.textContent ?? '', /cannot be joined any more/);
  assert.equal(documentOf('listing').querySelector('#invitation')?.textContent, '');
});

test('a listing names who opened a group, who recommends it, who hands it over and who decides, with their addresses', () => {
  const request = everyPage().listing!;
  const [group] = groups;
  assert.ok(group);
  const [pickup, arbitrator, promoter] = [addressOf('e7'), addressOf('a7'), addressOf('6e')];
  const said = (account: string, name: string) => ({ [account]: { names: { en: name } } });
  const shown = listing.variants.map((each) => ({ ...each, offer: { ...each.offer, pickup, arbitrator } }));
  const page = parse(
    renderer.renderPage({
      ...request,
      listing: { ...listing, variants: shown, kind: 'pickup' },
      groups: [{ ...group, sku: shown[0]?.sku }],
      variant: shown[0]?.code,
      promoter: { address: promoter, registered: true },
      people: {
        ...said(group.leader, '<i>Lin</i>'),
        ...said(pickup, 'Corner shop'),
        ...said(arbitrator, 'Selma'),
        ...said(promoter, 'Aiko'),
      },
    } as typeof request).html,
  );
  const named = (account: string) =>
    page.querySelectorAll(`a.person-name[href^="/people/${account}"]`).map(({ textContent }) => textContent);
  assert.deepEqual(named(group.leader), [`<i>Lin</i> ${shortId(group.leader)}`]);
  assert.deepEqual(named(pickup), [`Corner shop ${shortId(pickup)}`]);
  assert.deepEqual(named(arbitrator), [`Selma ${shortId(arbitrator)}`]);
  assert.deepEqual(named(promoter), [`Aiko ${shortId(promoter)}`]);
  const join = page.querySelector('.open-group a.button')?.getAttribute('aria-label') ?? '';
  assert.ok(join.includes(`opened by <i>Lin</i> ${shortId(group.leader)}`), join);
});

test('a value that is sold out, or that no variant has with the other choices, says so in words', () => {
  const request = everyPage().listing!;
  const at = (variant: string, query: string) =>
    parse(
      renderer.renderPage({ ...request, path: `/listing/${listing.cid}?${query}`, variant } as typeof request).html,
    );
  const chips = (document: HTMLElement) =>
    document
      .querySelectorAll('.product-main .chip')
      .map((chip) => [chip.textContent.replace(/\s+/g, ' ').trim(), chip.getAttribute('href')?.split(/[?#]/)[1]]);
  assert.deepEqual(chips(at('MUG-OAT-300', 'v=MUG-OAT-300')), [
    ['Oat', 'v=MUG-OAT-300'],
    ['Celadon', 'v=MUG-CEL-300'],
    ['Indigo sold out', 'v=MUG-IND-300'],
    ['300 ml', 'v=MUG-OAT-300'],
    ['450 ml sold out', 'v=MUG-OAT-450'],
  ]);
  const celadon = at('MUG-CEL-300', 'v=MUG-CEL-300');
  assert.deepEqual(chips(celadon).at(-1), ['450 ml with Oat instead · sold out', 'v=MUG-OAT-450&was=MUG-CEL-300']);
  assert.equal(celadon.querySelector('.options > p'), null);
  const switched = at('MUG-OAT-450', 'v=MUG-OAT-450&was=MUG-CEL-300');
  assert.equal(
    switched.querySelector('.options > p')?.textContent,
    'That combination is not made. You chose from Celadon / 300 ml; this is Oat / 450 ml.',
  );
  // The next choice begins anew.
  assert.deepEqual(chips(switched)[0], ['Oat sold out', 'v=MUG-OAT-450']);
});

test("a listing tells the promoter's share, and only where a registered promoter earns it", () => {
  assert.match(documentOf('listing').querySelector('.banner')?.textContent ?? '', /0x6d6d…6d6d earns 5%/);
  assert.doesNotMatch(documentOf('listing-bare').querySelector('.product')?.textContent ?? '', /recommended this/);
});

test('cover is a sentence and a picture: full, part, none', () => {
  const request = everyPage().listing!;
  const coverOf = (coverBps: number): string => {
    const page = renderer.renderPage({ ...request, listing: { ...listing, coverBps } } as typeof request);
    const section = parse(page.html).querySelector('.protection');
    return `${section?.querySelector('.stake[class*=cover-]')?.textContent.trim()} ${section?.querySelector('rect.rail-locked')?.getAttribute('width')}`;
  };
  assert.equal(coverOf(20_000), 'Deposit covers your order fully 100%');
  assert.equal(coverOf(4_000), 'Deposit covers 40% of your order 40%');
  assert.equal(coverOf(0), 'No deposit behind this order undefined');
});

test('product data is complete and only counts real reviews', () => {
  const graph = JSON.parse(
    documentOf('listing').querySelector('script[type="application/ld+json"]')?.textContent ?? '',
  )['@graph'];
  const [product, crumbs] = graph;
  assert.equal(product['@type'], 'Product');
  assert.equal(product.offers.price, '24');
  assert.equal(product.offers.priceCurrency, 'USD');
  assert.equal(product.offers.availability, 'https://schema.org/InStock');
  assert.equal(product.aggregateRating.reviewCount, listing.score.reviews);
  assert.equal(product.offers.seller.aggregateRating.reviewCount, 53);
  const [home] = product.offers.shippingDetails;
  assert.deepEqual(home.shippingDestination, [{ '@type': 'DefinedRegion', addressCountry: 'CN' }]);
  assert.equal(home.deliveryTime.transitTime.maxValue, 5);
  assert.match(
    product.offers.hasMerchantReturnPolicy.merchantReturnLink,
    /^https:\/\/market\.example\/shop\/0x\w+#returns$/,
  );
  assert.match(product.image[0], /^https:\/\/market\.example\/image\/b/);
  assert.deepEqual(
    crumbs.itemListElement.map(({ position, item }: { position: number; item: string }) => [
      position,
      new URL(item).pathname,
    ]),
    [
      [1, '/'],
      [2, `/shop/${listing.shop}`],
      [3, `/listing/${listing.cid}`],
    ],
  );
  const bare = documentOf('listing-bare').querySelector('script[type="application/ld+json"]')?.textContent ?? '';
  assert.doesNotMatch(bare, /shippingDetails/);
});

test('the page of components names the contrast of texts, each enough to be read, and is not for search engines', () => {
  const document = documentOf('design');
  assert.equal(document.querySelector('meta[name=robots]')?.getAttribute('content'), 'noindex');
  assert.equal(document.querySelectorAll('[data-theme=light].design-sheet').length, 12);
  const ratios = document.querySelectorAll('.design-pairs strong').map((each) => Number.parseFloat(each.textContent));
  assert.ok(ratios.length > 20);
  for (const ratio of ratios) assert.ok(ratio >= 4.5, `${ratio}`);
  assert.match(documentOf('home').querySelector('footer')?.innerHTML ?? '', /href="\/design"/);
});

test('link cards have absolute addresses', () => {
  const document = documentOf('listing');
  const property = (name: string): string =>
    document.querySelector(`meta[property="${name}"]`)?.getAttribute('content') ?? '';
  assert.match(property('og:image'), /^https:\/\/market\.example\/cards\/listing\/b[a-z0-9]+\.png\?locale=en$/);
  assert.equal(property('og:url'), `https://market.example/listing/${listing.cid}`);
  assert.equal(property('og:title'), 'Speckled mug, 300 ml · Kiln & Kettle');
});

test('an order shows its state, the detour of a dispute, its deadline and its split', () => {
  const disputed = documentOf('order-disputed');
  const stops = disputed.querySelectorAll('.stop');
  assert.deepEqual(
    stops.map((stop) => stop.querySelector('.stop-name')?.textContent),
    ['Paid', 'Shipped', 'In dispute', 'With the arbitrator', 'Decided'],
  );
  assert.equal(disputed.querySelector('[aria-current=step] .stop-name')?.textContent, 'With the arbitrator');
  assert.match(disputed.querySelector('.next')?.textContent ?? '', /in 3 days/);
  assert.equal(
    disputed.querySelector('.next time')?.getAttribute('datetime'),
    new Date(disputedOrder.deadline! * 1_000).toISOString(),
  );
  const done = documentOf('order-done');
  assert.equal(done.querySelectorAll('[class^=split-]').length, 4);
  assert.match(done.querySelector('[aria-labelledby=money]')?.textContent ?? '', /Promoter1\.90/);
});

test('a node that lags the chain says so', () => {
  const late = renderer.renderPage({
    ...everyPage().home!,
    status: { ...status, synced: false, blockTime: now - 720 },
  });
  assert.match(late.html, /This node is 12 minutes behind the chain\./);
  assert.doesNotMatch(renderer.renderPage(everyPage().home!).html, /behind the chain/);
});

test('a shop says how to read it without this node, and every page leads to the page for that', () => {
  const { address } = shopDetail;
  assert.ok(documentOf('shop').querySelector(`main a[href="/peer#${address}"]`));
  for (const name of ['home', 'shop', 'peer'])
    assert.ok(documentOf(name).querySelector('footer a[href="/peer"]'), name);
});

test('the language and the appearance can be changed from every page, which stays the same page', () => {
  const links = documentOf('search')
    .querySelectorAll('.switch a')
    .map((link) => link.getAttribute('href'));
  assert.ok(links.includes('/search?q=mug&lang=zh-CN'));
  assert.ok(links.includes('/search?q=mug&theme=dark'));
  assert.equal(documentOf('home', { theme: 'dark' }).querySelector('html')?.getAttribute('data-theme'), 'dark');
});

test('pictures come in every width, from this node alone', () => {
  const picture = documentOf('search').querySelector('.card img');
  assert.match(picture?.getAttribute('srcset') ?? '', /^\/image\/b\S+ 320w, \/image\/b\S+ 640w, \/image\/b\S+ 1280w$/);
  for (const name of Object.keys(everyPage())) {
    for (const image of documentOf(name).querySelectorAll('img'))
      assert.match(image.getAttribute('src') ?? '', /^\/image\/b[a-z2-7]+$/);
  }
});

test('search keeps what was asked for and leads to the next page', () => {
  const document = documentOf('search');
  assert.equal(document.querySelector('.filters input[name=q]')?.getAttribute('value'), 'mug');
  assert.equal(document.querySelector('.pager a')?.getAttribute('href'), '/search?q=mug&cursor=next');
  assert.equal(document.querySelectorAll('.card').length, listings.length);
  assert.match(documentOf('search-none').querySelector('.empty')?.textContent ?? '', /Nothing matches/);
});

test('a market without goods says so, and what its reader can do', () => {
  for (const name of ['home-empty', 'search-empty']) {
    const document = documentOf(name);
    const empty = document.querySelector('#content .empty');
    assert.match(empty?.textContent ?? '', /Nothing is on sale here yet/, name);
    assert.deepEqual(
      empty?.querySelectorAll('a').map((link) => link.getAttribute('href')),
      ['/sell', '/network'],
      name,
    );
    assert.equal(document.querySelector('#filters'), null, `${name}: there is nothing to filter`);
  }
  const home = documentOf('home-empty');
  for (const link of home.querySelectorAll('main a[href^="#"]'))
    assert.ok(home.querySelector(link.getAttribute('href') ?? ''), `${link.textContent} leads nowhere`);
  assert.equal(home.querySelector('main a[href^="/search"]'), null, 'a search would find nothing');
});

test('reviews lead to who wrote them, and a person’s page says how to follow them', () => {
  const [review] = reviews;
  const link = documentOf('listing').querySelector(`.review a[href="/people/${review?.buyer}"]`);
  assert.match(link?.getAttribute('aria-label') ?? '', /^Written by 0x/);
  assert.match(documentOf('person').querySelector('.person-island')?.textContent ?? '', /Connect a wallet to follow/);
});

test('tags are those of the reader, also where a market mixes languages', () => {
  const tags = ['tea', '茶', 'mug', '杯子'].map((tag) => ({ tag, count: 3 }));
  const tagsOf = (locale: 'en' | 'zh-CN'): string[] => {
    const { html } = renderer.renderPage({ ...everyPage({ locale }).home!, tags } as PageRequest);
    return parse(html)
      .querySelectorAll('.hero .tag')
      .map((tag) => tag.textContent);
  };
  assert.deepEqual(tagsOf('en'), ['tea', 'mug']);
  assert.deepEqual(tagsOf('zh-CN'), ['茶', '杯子']);
});

test('the home page explains itself by another covered listing each day', () => {
  const exampleAt = (days: number): string | undefined =>
    parse(renderer.renderPage({ ...everyPage().home!, now: now + days * day }).html)
      .querySelector('.ticket-picture')
      ?.getAttribute('href');
  assert.equal(exampleAt(0), exampleAt(0.0001));
  assert.equal(new Set([0, 1, 2].map(exampleAt)).size, 3);
  const covered = new Set(
    listings.filter(({ inStock, coverBps }) => inStock && coverBps === 10_000).map(({ cid }) => `/listing/${cid}`),
  );
  for (let days = 0; days < 8; days++) assert.ok(covered.has(exampleAt(days) ?? ''), `day ${days}`);
});

test("the home page shows reviews in the reader's language first", () => {
  const languagesOf = (locale: 'en' | 'zh-CN') =>
    documentOf('home', { locale })
      .querySelectorAll('.review > .review-text')
      .map((text) => text.getAttribute('lang'));
  assert.deepEqual(languagesOf('en'), ['en', 'zh-CN']);
  assert.deepEqual(languagesOf('zh-CN'), ['zh-CN', 'en']);
});

test('what does not travel is delivered, not shipped', () => {
  const order = everyPage().order as PageRequest & { page: 'order' };
  const textOf = (kind: number): string => {
    const { html } = renderer.renderPage({
      ...order,
      order: { ...order.order, state: 'paid', terms: { ...order.order.terms, kind } },
    });
    return `${parse(html).querySelector('.next')?.textContent} ${parse(html).querySelector('.order-rail')?.textContent}`;
  };
  assert.match(textOf(0), /must ship by.*Shipped/);
  assert.match(textOf(1), /must deliver by.*Delivered/);
  assert.doesNotMatch(textOf(1), /Shipped/);
});

test('the pages of an order and of its case name people as they signed, others by their address alone', () => {
  const { buyer, terms } = disputedOrder;
  for (const name of ['order', 'case']) {
    const link = documentOf(name).querySelector(`main a[href="/people/${buyer}"]`);
    assert.equal(link?.textContent.trim().replaceAll(/\s+/g, ' '), `Maya Okafor ${shortId(buyer)}`, name);
  }
  const host = documentOf('order').querySelector(`main a[href="/people/${terms.host}"]`);
  assert.equal(host?.textContent.trim(), shortId(terms.host));
  const zh = documentOf('case', { locale: 'zh-CN' }).querySelector(`main a[href="/people/${buyer}"] [lang]`);
  assert.deepEqual([zh?.textContent, zh?.getAttribute('lang')], ['玛雅·奥卡福', 'zh-CN']);
});

test('a juror reads what both sides brought before the vote, and gets to the vote from the top', () => {
  const document = documentOf('case');
  const headings = document.querySelectorAll('main h2').map(({ id }) => id);
  assert.ok(headings.includes('evidence'));
  assert.ok(headings.indexOf('evidence') < headings.indexOf('vote'), `${headings}`);
  assert.ok(document.querySelector('.order-head a[href="#vote"]'));
});

test('a page names its icon, its manifest and the scripts that it will need', () => {
  for (const locale of locales) {
    const document = documentOf('home', { locale });
    assert.equal(document.querySelector('link[rel=icon]')?.getAttribute('href'), '/favicon.svg');
    assert.ok(document.querySelector('link[rel=manifest]'));
    const preloads = document.querySelectorAll('link[rel=modulepreload]').map((link) => link.getAttribute('href'));
    // What keeps the page fresh comes in two files besides those of every page.
    assert.equal(preloads.length, 4);
    for (const href of preloads) assert.match(href ?? '', /^\/assets\/(page|common|live)-[\w-]+\.js$/);
  }
});

test("a promoter's link to the whole market leads to listings that name the promoter", () => {
  const promoter = `0x${'6d'.repeat(20)}`;
  const linksOf = (path: string): string[] =>
    ['home', 'search', 'shop'].flatMap((name) =>
      parse(renderer.renderPage({ ...everyPage()[name]!, path }).html)
        .querySelectorAll('.card-link, .stall a, form.search input[name=ref]')
        .map((link) => link.getAttribute('href') ?? link.getAttribute('value') ?? ''),
    );
  assert.ok(linksOf(`/?lang=en&ref=${promoter.toUpperCase().replace('0X', '0x')}`).length > 20);
  for (const link of linksOf(`/?ref=${promoter}`)) assert.ok(link.endsWith(promoter), link);
  for (const link of linksOf(`/?ref=${promoter}"><script>`)) assert.doesNotMatch(link, /ref=/);
});
