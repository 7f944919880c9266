import { Empty } from '../../components/notice.tsx';
import { Amounts } from '../checkout/amounts.tsx';
import { totalsByToken, totalsOf } from '../checkout/totals.ts';
import type { MountParameters, PageParts } from '../mount.ts';
import { renderIsland } from '../preact-island.ts';
import { type IslandWords, loadDictionary } from '../words.ts';
import { CountryChoice } from './country-choice.tsx';
import { LeftOut } from './left-out.tsx';
import { LineList } from './line-list.tsx';
import { useReadings } from './use-readings.ts';

type Words = IslandWords<'checkout'>;

const CartPage = ({ words, page }: { words: Words; page: PageParts }) => {
  const { lines, country } = page.cart.cart.value;
  const readings = useReadings(lines, words.now);
  if (lines.length === 0) {
    return (
      <Empty title={words.t('cart.empty')} text={words.t('cart.empty_text')} icon="cart">
        <a class="button" href="/search">
          {words.t('cart.browse')}
        </a>
      </Empty>
    );
  }
  const read = readings.lines.value;
  const fresh = (read ?? []).flatMap((reading) => (reading.problem === null ? [reading] : []));
  const { groups, undeliverable } = totalsOf(fresh, country);
  const priced = groups.flatMap((group) => group.lines);
  const tokenOf = (address: string) => fresh.find(({ detail }) => detail.token.address === address)?.detail.token;
  const deliveryIsOpen = country === null && fresh.some(({ detail }) => detail.delivery.length > 0);
  return (
    <div class="cart">
      <section aria-labelledby="cart-lines" aria-busy={read === null}>
        <h2 id="cart-lines">{words.t('cart.lines')}</h2>
        <LineList
          words={words}
          readings={readings}
          priced={priced}
          undeliverable={undeliverable}
          country={country}
          onChange={(line, change) => page.cart.change(line.sku, line.listing.shop, change)}
        />
      </section>
      <aside class="cart-foot">
        <CountryChoice words={words} country={country} onChange={page.cart.setCountry} />
        <div class="cart-amounts" aria-live="polite">
          <Amounts words={words} groups={groups} />
          {groups.length > 1 && (
            <dl class="legend">
              {totalsByToken(groups).map(({ token, totalUnits }) => {
                const shown = tokenOf(token);
                return (
                  shown !== undefined && (
                    <div class="cart-total" key={token}>
                      <dt>{words.t('cart.total_together')}</dt>
                      <dd class="number big">{words.money(totalUnits, shown)}</dd>
                    </div>
                  )
                );
              })}
            </dl>
          )}
          <LeftOut words={words} read={read} undeliverable={undeliverable} />
        </div>
        {deliveryIsOpen && <p class="small quiet">{words.t('cart.delivery_later')}</p>}
        <p>
          <a
            class="button button-large"
            href={priced.length === 0 ? undefined : '/checkout'}
            aria-disabled={priced.length === 0}
          >
            {words.t('cart.checkout')}
          </a>
        </p>
      </aside>
    </div>
  );
};

/** The cart: several shops, with price and stock of this moment. */
export const mount = async ({ element, view, page }: MountParameters<'cart'>): Promise<void> => {
  const words = await loadDictionary('checkout', view);
  renderIsland(element, <CartPage words={words} page={page} />);
};
