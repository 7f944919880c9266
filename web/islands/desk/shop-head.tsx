import type { ShopDetail } from '../../../protocol/api/shop.ts';
import { Picture } from '../../components/picture.tsx';
import type { IslandWords } from '../words.ts';

/** Whose desk this is. */
export const ShopHead = ({ words, shop, staff }: { words: IslandWords<'desk'>; shop: ShopDetail; staff: boolean }) => (
  <p class="desk-shop">
    {shop.logo !== null && <Picture view={words} image={shop.logo} alt="" sizes="2.5rem" class="desk-logo" />}
    <a href={`/shop/${shop.address}`}>{words.text(shop.names) || words.t('desk.your_shop')}</a>
    {staff && (
      <span class="tag" title={words.t('desk.staff_text')}>
        {words.t('desk.staff')}
      </span>
    )}
  </p>
);
