import type { TokenView } from '../../../protocol/api/common.ts';
import { parseMoney } from '../../../protocol/money.ts';
import { Icon } from '../../components/icon.tsx';
import type { IslandWords } from '../words.ts';
import type { ListingForm } from './new-listing.ts';

const DAY = 86_400;

/** The listing as buyers will see it, while it is written. */
export const ListingPreview = ({
  words,
  token,
  form,
}: {
  words: IslandWords<'desk'>;
  token: TokenView;
  form: ListingForm;
}) => {
  const units = (text: string): bigint | null => {
    const parsed = parseMoney(text, token.decimals);
    return parsed.ok ? parsed.value : null;
  };
  const titles = Object.fromEntries(Object.entries(form.texts).map(([language, { title }]) => [language, title]));
  const price = units(form.price);
  const group = form.group === null ? null : units(form.group.groupPrice);
  const first = units(form.firstDelivery);
  const saved = price === null || group === null || group >= price ? null : Number(((price - group) * 10_000n) / price);
  return (
    <aside class="preview" aria-label={words.t('preview.title')}>
      <p class="small quiet">{words.t('preview.title')}</p>
      {form.images[0] === undefined ? (
        <span class="picture picture-none preview-picture" />
      ) : (
        <img class="preview-picture" src={form.images[0].preview} alt="" />
      )}
      <p class="preview-title">{words.text(titles) || words.t('preview.untitled')}</p>
      {price !== null && <p class="price">{words.money(price, token)}</p>}
      {form.group !== null && group !== null && (
        <p>
          <Icon name="people" size={16} />{' '}
          {words.t('preview.in_group', { amount: words.money(group, token), size: words.number(form.group.size) })}
          {saved !== null && (
            <strong class="preview-save"> {words.t('preview.save', { percent: words.percent(saved) })}</strong>
          )}
        </p>
      )}
      {form.kind === 'shipped' && first !== null && (
        <p class="small">
          <Icon name="truck" size={16} /> {words.t('preview.delivery', { amount: words.money(first, token) })}
        </p>
      )}
      <p class="small">
        <Icon name="lock" size={16} />{' '}
        {words.t('preview.ship', { time: words.duration(Math.max(1, form.shipWithinDays) * DAY) })}
      </p>
      <p class="small">
        <Icon name="eye" size={16} />{' '}
        {words.t('preview.inspect', { time: words.duration(Math.max(1, form.inspectWithinDays) * DAY) })}
      </p>
    </aside>
  );
};
