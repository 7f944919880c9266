import { tagsFor } from '../../protocol/text.ts';
import { Icon } from './icon.tsx';
import { Markdown } from './markdown.tsx';
import { depositFor } from './shop-record.tsx';
import { TagLinks } from './tag-links.tsx';
import type { VariantPickerProps } from './variant-picker.tsx';

/** Facts of a listing and of one variant: brand, code, weight, the shop's record, points, tags, signature. */
export const Details = ({ view, listing, variant }: VariantPickerProps) => {
  const deposit = depositFor(listing);
  const program = listing.shopDetail.programs.find(({ token }) => token.address === listing.token.address);
  return (
    <section>
      <h2>{view.t('listing.details')}</h2>
      <dl class="facts">
        {listing.brand !== null && (
          <div>
            <dt>{view.t('listing.brand')}</dt>
            <dd>{listing.brand}</dd>
          </div>
        )}
        <div>
          <dt>{view.t('listing.code')}</dt>
          <dd>{variant.code}</dd>
        </div>
        {variant.grams !== null && (
          <div>
            <dt>{view.t('listing.weight')}</dt>
            <dd>{view.weight(variant.grams)}</dd>
          </div>
        )}
        {deposit !== null && deposit.record.closedUnits !== '0' && (
          <div>
            <dt>{view.t('listing.record')}</dt>
            <dd>
              {view.t('listing.record_text', {
                closed: view.money(deposit.record.closedUnits, listing.token),
                failed: view.money(deposit.record.failedUnits, listing.token),
              })}
            </dd>
          </div>
        )}
        {program !== undefined && program.earnBps > 0 && (
          <div>
            <dt>{view.t('listing.points')}</dt>
            <dd>
              {view.t('listing.points_earn', {
                percent: view.percent(program.earnBps),
                most: view.percent(program.maxDiscountBps),
              })}
            </dd>
          </div>
        )}
        {listing.tags.length > 0 && (
          <div>
            <dt>{view.t('listing.tags')}</dt>
            <dd>
              <TagLinks view={view} tags={tagsFor(listing.tags, { language: view.locale, tagOf: (tag) => tag })} />
            </dd>
          </div>
        )}
        <div>
          <dt>
            <Icon name="seal" size={16} /> {view.t('listing.signature')}
          </dt>
          <dd>
            {view.t('listing.signature_text', {
              version: view.number(listing.head.catalogue.version),
              date: view.date(listing.head.catalogue.validUntil),
            })}
          </dd>
        </div>
      </dl>
    </section>
  );
};

/** What the seller says of the goods, and in which language where it is not the reader's. */
export const Description = ({ view, listing }: Pick<VariantPickerProps, 'view' | 'listing'>) => {
  const text = view.text(listing.descriptions);
  const language = view.languageOf(listing.descriptions);
  return (
    <section>
      <h2>{view.t('listing.description')}</h2>
      {text !== '' && language.split('-')[0] !== view.locale.split('-')[0] && (
        <p class="small quiet">{view.t('listing.translated')}</p>
      )}
      {text === '' ? <p class="quiet">{view.t('listing.no_description')}</p> : <Markdown text={text} lang={language} />}
    </section>
  );
};
