import type { ListingDetail, VariantView } from '../../protocol/api/listing.ts';
import type { PageView } from '../page-view.ts';
import { Icon } from './icon.tsx';
import { Phrase } from './phrase.tsx';
import { depositFor, inspectSeconds } from './shop-record.tsx';
import { Deadline } from './time.tsx';
import { travels } from './travels.ts';

const points = [
  { icon: 'coin', title: 'checkout.pay', text: 'checkout.pay_text' },
  { icon: 'back', title: 'checkout.back', text: 'checkout.back_text' },
  { icon: 'scales', title: 'checkout.decides', text: 'checkout.decides_text' },
  { icon: 'eye', title: 'checkout.visible', text: 'checkout.visible_text' },
] as const;

/** The four things to know before a signature; with dates where the line to be bought is known. */
export const BeforeSigning = ({
  view,
  listing,
  variant,
}: {
  view: PageView;
  listing: ListingDetail | null;
  variant: VariantView | null;
}) => (
  <section class="panel before" aria-labelledby="before">
    <h2 id="before">{view.t('checkout.before')}</h2>
    <dl class="points">
      {points.map(({ icon, title, text }) => (
        <div key={title}>
          <dt>
            <Icon name={icon} /> {view.t(title)}
          </dt>
          <dd>
            {title === 'checkout.back' && variant !== null && listing !== null ? (
              <Phrase
                text={view.t(travels(variant.offer.kind) ? 'checkout.back_line' : 'checkout.back_delivered', {
                  time: view.duration(inspectSeconds(variant.offer, depositFor(listing))),
                })}
                parts={{ date: <Deadline view={view} at={view.now + variant.offer.shipWithinSeconds} /> }}
              />
            ) : (
              view.t(text)
            )}
          </dd>
        </div>
      ))}
    </dl>
  </section>
);
