import type { ListingDetail, VariantView } from '../../protocol/api/listing.ts';
import type { PageView } from '../page-view.ts';
import { pathWith, variantBefore } from './links.ts';
import { stockText } from './stock-text.ts';
import { differing, variantNames, variantWith } from './variant-choice.ts';

export interface VariantPickerProps {
  view: PageView;
  listing: ListingDetail;
  variant: VariantView;
}

/** One value of an option: what choosing it changes besides, and whether it is sold out, stands in words below it. */
const Value = ({ view, listing, variant, option, value }: VariantPickerProps & { option: number; value: number }) => {
  const target = variantWith(listing.variants, variant, { option, value });
  if (target === undefined) return null;
  const nameOf = (at: number): string => view.text(listing.options[at]?.values[target.values[at] ?? 0] ?? {});
  const others = differing(variant, target).filter((at) => at !== option);
  const notes = [
    ...(others.length === 0 ? [] : [view.t('listing.option_with', { values: others.map(nameOf).join(' / ') })]),
    ...(target.left === 0 ? [view.t('listing.option_out')] : []),
  ];
  const path = pathWith(view.base.path, 'was', others.length === 0 ? null : variant.code);
  return (
    <li>
      <a
        class={notes.length === 0 ? 'chip' : 'chip chip-out'}
        href={`${pathWith(path, 'v', target.code)}#options`}
        rel="nofollow"
        data-in-place
        aria-current={variant.values[option] === value ? 'true' : undefined}
      >
        <span>{nameOf(option)}</span> {notes.length > 0 && <small>{notes.join(' · ')}</small>}
      </a>
    </li>
  );
};

/** What to tell a reader whose choice does not exist with their other choices: what is shown instead. */
const switchedText = ({ view, listing, variant }: VariantPickerProps): string | null => {
  const code = variantBefore(view.base.path);
  const before = listing.variants.find((each) => each.code === code);
  if (before === undefined || differing(before, variant).length < 2) return null;
  return view.t('listing.switched', {
    before: view.text(variantNames(listing, before)),
    now: view.text(variantNames(listing, variant)),
  });
};

/**
 * Options of a listing as links, so that choosing needs no JavaScript and a choice can be shared. Without JavaScript the
 * page opens anew at the options; with it, only what differs changes, and what is shown then is said.
 */
export const VariantPicker = (props: VariantPickerProps) => {
  const { view, listing, variant } = props;
  if (listing.options.length === 0) return null;
  const switched = switchedText(props);
  const chosen = view.t('listing.chosen', {
    variant: view.text(variantNames(listing, variant)),
    price: view.money(variant.offer.priceUnits, listing.token),
    stock: stockText(view, variant.left),
  });
  return (
    <div class="options" id="options" data-said={switched === null ? chosen : `${switched} ${chosen}`}>
      {listing.options.map((option, index) => (
        <div class="option" key={index}>
          <p class="option-name" id={`option-${index}`}>
            <span class="quiet">{view.text(option.name)}</span>{' '}
            <strong>{view.text(option.values[variant.values[index] ?? 0] ?? {})}</strong>
          </p>
          <ul class="chips" aria-labelledby={`option-${index}`}>
            {option.values.map((_, value) => (
              <Value key={value} {...props} option={index} value={value} />
            ))}
          </ul>
        </div>
      ))}
      {switched !== null && <p class="small tone-warn">{switched}</p>}
    </div>
  );
};
