import type { ListingDetail, VariantView } from '../../protocol/api/listing.ts';
import type { PageView } from '../page-view.ts';
import { pathWith } from './links.ts';
import { variantWith } from './variant-choice.ts';

export interface VariantPickerProps {
  view: PageView;
  listing: ListingDetail;
  variant: VariantView;
}

/** Options of a listing as links, so that choosing needs no JavaScript and a choice can be shared. */
export const VariantPicker = ({ view, listing, variant }: VariantPickerProps) => (
  <>
    {listing.options.map((option, optionIndex) => {
      const chosen = option.values[variant.values[optionIndex] ?? 0] ?? {};
      return (
        <div class="option" key={optionIndex}>
          <p class="option-name" id={`option-${optionIndex}`}>
            <span class="quiet">{view.text(option.name)}</span> <strong>{view.text(chosen)}</strong>
          </p>
          <ul class="chips" aria-labelledby={`option-${optionIndex}`}>
            {option.values.map((texts, value) => {
              const target = variantWith(listing.variants, variant, { option: optionIndex, value });
              if (target === undefined) return null;
              const out = target.left === 0;
              return (
                <li key={value}>
                  <a
                    class={out ? 'chip chip-out' : 'chip'}
                    href={pathWith(view.base.path, 'v', target.code)}
                    rel="nofollow"
                    aria-current={variant.values[optionIndex] === value ? 'true' : undefined}
                  >
                    {view.text(texts)}
                    {out && <span class="visually-hidden"> ({view.t('listing.option_out')})</span>}
                  </a>
                </li>
              );
            })}
          </ul>
        </div>
      );
    })}
  </>
);
