import { Empty } from '../../components/notice.tsx';
import { ShortId } from '../../components/short-id.tsx';
import type { IslandWords } from '../words.ts';
import { ACCOUNT } from './number-field.tsx';
import { createStaffShops } from './staff-shops.ts';

interface ChooseShopProps {
  words: IslandWords<'desk'>;
  account: string;
  /** What is wrong with the shop that the page named. */
  problem: 'no_shop' | 'not_staff' | null;
}

/** For an account that has no shop of its own here: open one, or go to the desk of a shop that it works for. */
export const ChooseShop = ({ words, account, problem }: ChooseShopProps) => {
  const before = createStaffShops(localStorage).of(account);
  return (
    <div class="panel choose-shop">
      <Empty
        title={words.t(`choose.${problem ?? 'none'}`)}
        text={words.t(`choose.${problem ?? 'none'}_text`)}
        icon="shop"
      >
        <a class="button" href="/sell">
          {words.t('choose.open')}
        </a>
      </Empty>
      <form class="desk-form" action="/desk" method="get">
        <h2>{words.t('choose.staff')}</h2>
        <p class="quiet">{words.t('choose.staff_text')}</p>
        {before.length > 0 && (
          <ul class="chips" aria-label={words.t('choose.before')}>
            {before.map((shop) => (
              <li key={shop}>
                <a class="chip" href={`/desk?shop=${shop}`}>
                  <ShortId value={shop} />
                </a>
              </li>
            ))}
          </ul>
        )}
        <label class="field">
          <span>{words.t('choose.shop')}</span>
          <input
            name="shop"
            required
            autocomplete="off"
            spellcheck={false}
            pattern={ACCOUNT}
            title={words.t('offer.pickup_wrong')}
          />
        </label>
        <p>
          <button class="button button-quiet" type="submit">
            {words.t('choose.go')}
          </button>
        </p>
      </form>
    </div>
  );
};
