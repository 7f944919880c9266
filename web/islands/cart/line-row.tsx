import { limits } from '../../../protocol/limits.ts';
import { Picture } from '../../components/picture.tsx';
import { itemUnits, unitPrice } from '../checkout/line-price.ts';
import type { LineReading } from '../checkout/read-lines.ts';
import type { PricedLine } from '../checkout/totals.ts';
import type { IslandWords } from '../words.ts';
import type { CartLine } from './cart-store.ts';
import { GroupChoice } from './group-choice.tsx';

type Words = IslandWords<'checkout'>;

interface LineRowProps {
  words: Words;
  reading: LineReading;
  /** With delivery; undefined while it cannot be bought. */
  priced: PricedLine | undefined;
  undeliverable: boolean;
  country: string | null;
  onChange: (change: Partial<CartLine>) => void;
}

const Changes = ({ words, reading }: { words: Words; reading: LineReading }) => {
  const { line } = reading;
  if (reading.problem !== null) return <p class="tone-bad">{words.t(`cart.problem_${reading.problem}`)}</p>;
  const { detail, variant, changes } = reading;
  return (
    <>
      {changes.includes('price') && (
        <p class="tone-warn">
          {words.t('cart.changed_price', {
            before: words.money(line.priceUnits, line.listing.token),
            now: words.money(variant.offer.priceUnits, detail.token),
          })}
        </p>
      )}
      {changes.includes('group') && <p class="tone-warn">{words.t('cart.changed_group')}</p>}
      {changes.includes('quantity') && (
        <p class="tone-warn">
          {words.t('cart.changed_quantity', {
            left: words.number(variant.left),
            wanted: words.number(reading.wanted),
          })}
        </p>
      )}
    </>
  );
};

const Zones = ({
  words,
  priced,
  title,
  onChange,
}: Pick<LineRowProps, 'words' | 'onChange'> & { priced: PricedLine; title: string }) => {
  if (priced.zones.length < 2) return null;
  return (
    <select
      aria-label={words.t('cart.zone', { shop: words.text(priced.detail.shopNames), title })}
      value={priced.zone?.zone}
      onChange={(event) => onChange({ zone: event.currentTarget.value })}
    >
      {priced.zones.map((zone) => (
        <option key={zone.zone} value={zone.zone}>
          {words.text(zone.names)} · {words.money(zone.firstUnits, priced.detail.token)}
        </option>
      ))}
    </select>
  );
};

/** One line of the cart: what it is, what changed, how many, which delivery, what it costs. */
export const LineRow = ({ words, reading, priced, undeliverable, country, onChange }: LineRowProps) => {
  const { line } = reading;
  const listing = reading.problem === null ? reading.detail : line.listing;
  const title = words.text(listing.titles);
  const most = reading.problem === null ? Math.min(reading.variant.left, limits.lineQuantity) : line.quantity;
  const values = words.text(line.values);
  const hasChoices = reading.problem === null && (reading.variant.group !== null || (priced?.zones.length ?? 0) > 1);
  return (
    <li class="line cart-line">
      <Picture view={words} image={listing.image} alt="" sizes="6rem" class="line-picture" />
      <div class="cart-line-main">
        <p class="line-title">
          <a
            href={`/listing/${listing.cid}?v=${encodeURIComponent(line.code)}`}
            lang={words.languageOf(listing.titles)}
          >
            {title}
          </a>
        </p>
        {values !== '' && <p class="small quiet">{values}</p>}
        <Changes words={words} reading={reading} />
        {undeliverable && country !== null && (
          <p class="tone-bad">{words.t('cart.undeliverable', { country: words.country(country) })}</p>
        )}
        <p class="cart-line-tools">
          {reading.problem === null && (
            <input
              type="number"
              class="cart-quantity"
              min={1}
              max={most}
              value={line.quantity}
              inputMode="numeric"
              aria-label={words.t('cart.quantity', { title })}
              onChange={(event) => {
                const wanted = event.currentTarget.valueAsNumber;
                onChange({ quantity: Number.isFinite(wanted) ? Math.max(1, Math.min(most, wanted)) : 1 });
              }}
            />
          )}
          <button
            type="button"
            class="cart-remove"
            aria-label={words.t('cart.remove_label', { title })}
            onClick={() => onChange({ quantity: 0 })}
          >
            {words.t('cart.remove')}
          </button>
        </p>
        {hasChoices && (
          <div class="cart-line-choices">
            <GroupChoice words={words} fresh={reading} title={title} onChange={(group) => onChange({ group })} />
            {priced !== undefined && <Zones words={words} priced={priced} title={title} onChange={onChange} />}
          </div>
        )}
      </div>
      {reading.problem === null && (
        <p class="price number cart-line-price">
          {words.money(itemUnits(reading), reading.detail.token)}
          {line.quantity > 1 && (
            <span class="small quiet">
              {words.t('cart.per_unit', { price: words.money(unitPrice(reading), reading.detail.token) })}
            </span>
          )}
        </p>
      )}
    </li>
  );
};
