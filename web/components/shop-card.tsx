import type { ShopSummary } from '../../protocol/api/shop.ts';
import type { PageView } from '../page-view.ts';
import { DepositBar, mainDeposit } from './deposit-bar.tsx';
import { linkTo } from './links.ts';
import { Picture } from './picture.tsx';
import { Score } from './stars.tsx';

/** Colour of a shop's awning: one of six, the same on every node. */
export const awningOf = (address: string): string => `awning-${Number.parseInt(address.slice(2, 8), 16) % 6}`;

/** Logo of a shop, or the first letter of its name. */
export const ShopLogo = ({
  view,
  shop,
  size,
}: {
  view: PageView;
  shop: Pick<ShopSummary, 'names' | 'logo' | 'address'>;
  size: 'small' | 'large';
}) => (
  <span class={`logo logo-${size} ${awningOf(shop.address)}`} aria-hidden="true">
    {shop.logo === null ? [...view.text(shop.names)][0] : <Picture view={view} image={shop.logo} alt="" sizes="6rem" />}
  </span>
);

/** A shop says so long that it is new. */
const newSeconds = 30 * 86_400;

/** A shop as a stall: awning, name, score, deposit. */
export const ShopCard = ({ view, shop }: { view: PageView; shop: ShopSummary }) => {
  const deposit = mainDeposit(shop.deposits);
  return (
    <li class={`stall ${awningOf(shop.address)}`}>
      <span class="stall-awning" aria-hidden="true" />
      {view.now - shop.openedAt < newSeconds && <span class="stall-new">{view.t('shop.new')}</span>}
      <div class="stall-head">
        <ShopLogo view={view} shop={shop} size="small" />
        <div>
          <h3 lang={view.languageOf(shop.names)}>
            <a class="card-link" href={linkTo(view, `/shop/${shop.address}`)}>
              {view.text(shop.names)}
            </a>
          </h3>
          <Score view={view} score={shop.score} />
        </div>
      </div>
      <p class="stall-tagline" lang={view.languageOf(shop.taglines)}>
        {view.text(shop.taglines)}
      </p>
      <div class="stall-deposit">
        {deposit === null ? (
          <p class="tone-bad">{view.t('shop.no_deposit')}</p>
        ) : (
          <>
            <p class="stall-figures">
              <span class="quiet">{view.t('shop.deposit')}</span>
              <strong class="number">{view.money(deposit.stakedUnits, deposit.token)}</strong>
            </p>
            <DepositBar view={view} deposit={deposit} />
          </>
        )}
      </div>
      <p class="quiet small">{view.count('listings', shop.listings)}</p>
    </li>
  );
};
