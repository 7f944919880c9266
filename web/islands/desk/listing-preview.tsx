import { useSignal } from '@preact/signals';
import type { TokenView } from '../../../protocol/api/common.ts';
import { parseMoney } from '../../../protocol/money.ts';
import { Icon } from '../../components/icon.tsx';
import { Markdown } from '../../components/markdown.tsx';
import type { IslandWords } from '../words.ts';
import type { ListingDraft } from './listing-draft.ts';

const DAY = 86_400;

interface PreviewProps {
  words: IslandWords<'desk'>;
  token: TokenView;
  draft: ListingDraft;
}

/** The listing as buyers will see it, while it is written. */
export const ListingPreview = ({ words, token, draft }: PreviewProps) => {
  const wanted = useSignal<readonly number[]>([]);
  const units = (text: string | undefined): bigint | null => {
    const parsed = parseMoney(text ?? '', token.decimals);
    return parsed.ok ? parsed.value : null;
  };
  const textsOf = (name: 'title' | 'description'): Record<string, string> =>
    Object.fromEntries(Object.entries(draft.texts).map(([language, text]) => [language, text[name]]));
  const chosen = draft.options.map((_, option) => wanted.value[option] ?? 0);
  const variant =
    draft.variants.find(({ values }) => values.every((value, option) => value === chosen[option])) ?? draft.variants[0];
  const price = units(variant?.price);
  const group = variant?.group == null ? null : { ...variant.group, units: units(variant.group.groupPrice) };
  const zone = draft.kind === 'shipped' ? draft.zones[0] : undefined;
  const first = zone === undefined ? null : units(zone.first);
  const saved =
    price === null || group?.units == null || group.units >= price
      ? null
      : Number(((price - group.units) * 10_000n) / price);
  const picture = draft.images[variant?.image ?? 0] ?? draft.images[0];
  const description = words.text(textsOf('description'));
  return (
    <aside class="preview" aria-label={words.t('preview.title')}>
      <p class="small quiet">{words.t('preview.title')}</p>
      {picture === undefined ? (
        <span class="picture picture-none preview-picture" />
      ) : (
        <img class="preview-picture" src={picture.preview} alt="" />
      )}
      {draft.images.length > 1 && (
        <p class="small quiet">{words.t('preview.pictures', { count: words.number(draft.images.length) })}</p>
      )}
      <p class="preview-title">{words.text(textsOf('title')) || words.t('preview.untitled')}</p>
      {price !== null && <p class="price">{words.money(price, token)}</p>}
      {draft.options.map((option, index) => (
        <fieldset key={index} class="preview-option">
          <legend class="small quiet">{words.text(option.name)}</legend>
          <div class="chips">
            {option.values.map((value, at) => (
              <button
                key={at}
                type="button"
                class="chip"
                aria-pressed={chosen[index] === at}
                onClick={() => {
                  wanted.value = chosen.map((each, place) => (place === index ? at : each));
                }}
              >
                {words.text(value) || '–'}
              </button>
            ))}
          </div>
        </fieldset>
      ))}
      {variant !== undefined && variant.stock === 0 && <p class="small tone-warn">{words.t('preview.sold_out')}</p>}
      {group !== null && group.units !== null && (
        <p>
          <Icon name="people" size={16} />{' '}
          {words.t('preview.in_group', { amount: words.money(group.units, token), size: words.number(group.size) })}
          {saved !== null && (
            <strong class="preview-save"> {words.t('preview.save', { percent: words.percent(saved) })}</strong>
          )}
        </p>
      )}
      {first !== null && (
        <p class="small">
          <Icon name="truck" size={16} /> {words.t('preview.delivery', { amount: words.money(first, token) })}
        </p>
      )}
      <p class="small">
        <Icon name="lock" size={16} />{' '}
        {words.t('preview.ship', { time: words.duration(Math.max(1, draft.shipWithinDays) * DAY) })}
      </p>
      <p class="small">
        <Icon name="eye" size={16} />{' '}
        {words.t('preview.inspect', { time: words.duration(Math.max(1, draft.inspectWithinDays) * DAY) })}
      </p>
      {description !== '' && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section class="preview-words" tabIndex={0} aria-label={words.t('new.description')}>
          <Markdown text={description} lang={words.languageOf(textsOf('description')) ?? words.locale} />
        </section>
      )}
    </aside>
  );
};
