import type { HeadView, ListingDetail } from '../../protocol/api/listing.ts';
import type { Address } from '../../protocol/primitives.ts';
import type { IslandView } from '../islands/mount.ts';
import type { IslandProps } from '../islands/props.ts';
import type { verify } from '../locales/en/islands/verify.ts';
import { createWords, type Words } from '../words.ts';
import { checkListing, type Verified } from './check-listing.ts';
import { checkShop } from './check-shop.ts';
import { ask, FalsePart } from './signed-block.ts';

type VerifyWords = Words<keyof typeof verify>;

interface VerifyOptions {
  element: HTMLElement;
  props: IslandProps['verify'];
  view: IslandView;
  /** False once the page shows something else than what is checked: nothing is said of it then. */
  isShown: () => boolean;
}

const loadWords = async (view: IslandView): Promise<VerifyWords> => {
  const { verify: dictionary } = await (view.locale === 'zh-CN'
    ? import('../locales/zh-CN/islands/verify.ts')
    : import('../locales/en/islands/verify.ts'));
  return createWords(view.locale, dictionary);
};

/** Checks what the page shows against what the shop signed, and says in words what came of it. */
export async function verifyPage({ element, props, view, isShown }: VerifyOptions): Promise<void> {
  const { chain, shop, listing, variant } = props;
  const words = await loadWords(view);
  if (!isShown()) return;
  delete element.dataset.verified;
  const line = document.createElement('p');
  line.setAttribute('role', 'status');
  line.className = 'small quiet';
  line.textContent = words.t('verify.checking');
  element.replaceChildren(line);
  // Safety: the node names its market; with another one, no signature fits.
  const market = { chainId: chain.chainId, market: chain.contracts.market as Address };
  const check = async (): Promise<Verified> => {
    if (listing === null || variant === null) {
      // Safety: here and below, what is not in its form fails a check.
      const head = (await (await ask(`/api/v1/heads/${shop}`)).json()) as HeadView;
      return checkShop({ root: document, market, view, shop, tokens: chain.tokens, head });
    }
    const detail = (await (await ask(`/api/v1/listings/${listing}`)).json()) as ListingDetail;
    return checkListing({ root: document, market, view, cid: listing, shop, variant, detail });
  };
  try {
    const { byOwner, listings } = await check();
    if (!isShown()) return;
    element.dataset.verified = 'yes';
    line.className = 'small tone-good';
    const found = listing === null ? words.count('verify.shop', listings) : words.t('verify.listing');
    line.textContent = byOwner ? `✓ ${found}` : `✓ ${found} ${words.t('verify.publisher')}`;
  } catch (error) {
    if (!isShown()) return;
    element.dataset.verified = error instanceof FalsePart ? 'no' : 'unknown';
    if (error instanceof FalsePart) warn({ element, line, words, shop, part: error.part });
    else {
      line.textContent = words.t('verify.not_now');
      console.warn('this page could not be checked', error);
    }
  }
}

function warn(options: {
  element: HTMLElement;
  line: HTMLElement;
  words: VerifyWords;
  shop: string;
  part: string;
}): void {
  const { element, line, words, shop, part } = options;
  const banner = document.createElement('div');
  banner.className = 'banner banner-bad';
  banner.setAttribute('role', 'alert');
  const text = document.createElement('div');
  const title = document.createElement('strong');
  title.textContent = words.t('verify.false');
  const link = document.createElement('a');
  link.href = `/peer#${shop}`;
  link.textContent = words.t('verify.elsewhere');
  // Safety: every part that is thrown has a word; the tests check it.
  const name = words.t(`verify.part_${part}` as keyof typeof verify);
  text.append(title, ` ${words.t('verify.false_text', { part: name })} `, link);
  banner.append(text);
  line.remove();
  element.prepend(banner);
}
