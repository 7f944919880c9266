import type { ListingDetail, VariantView } from '../../protocol/api/listing.ts';
import type { PeopleNames } from '../page-request.ts';
import type { PageView } from '../page-view.ts';
import { coverTone } from './cover.tsx';
import { kindIcons } from './delivery.tsx';
import { Icon } from './icon.tsx';
import { PersonName } from './person-name.tsx';
import { Phrase } from './phrase.tsx';
import { depositFor, inspectSeconds } from './shop-record.tsx';
import { ShortId } from './short-id.tsx';
import { Stakes } from './stakes.tsx';
import { travels } from './travels.ts';

/** What stands behind an order of this variant, as a picture first and then as the three ways it can go wrong. */
export const Protection = ({
  view,
  listing,
  variant,
  people,
}: {
  view: PageView;
  listing: ListingDetail;
  variant: VariantView;
  people: PeopleNames;
}) => {
  const { offer } = variant;
  const isCourt = offer.arbitrator === view.base.status.contracts.court;
  const coverBps = Math.min(offer.coverageBps, listing.coverBps);
  const rows = [
    {
      icon: kindIcons[listing.kind],
      title: view.t(travels(offer.kind) ? 'listing.ship_by' : 'listing.deliver_by', {
        time: view.duration(offer.shipWithinSeconds),
      }),
      text: view.t('listing.ship_by_text'),
    },
    {
      icon: 'eye',
      title: view.t('listing.inspect'),
      text: view.t(travels(offer.kind) ? 'listing.inspect_text' : 'listing.inspect_delivered', {
        time: view.duration(inspectSeconds(offer, depositFor(listing))),
      }),
    },
  ] as const;
  return (
    <section class={`protection protection-${coverTone(coverBps)}`} aria-labelledby="protection">
      <Stakes view={view} priceUnits={offer.priceUnits} token={listing.token} coverBps={coverBps} />
      <h2 id="protection">{view.t('listing.cover_title')}</h2>
      <dl class="points">
        {rows.map(({ icon, title, text }) => (
          <div key={icon}>
            <dt>
              <Icon name={icon} /> {title}
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
        <div>
          <dt>
            <Icon name="scales" /> {view.t('listing.arbitrator')}
          </dt>
          <dd>
            <Phrase
              text={view.t(isCourt ? 'listing.court_text' : 'listing.arbitrator_text')}
              parts={{
                address: isCourt ? (
                  <ShortId value={offer.arbitrator} />
                ) : (
                  <PersonName view={view} account={offer.arbitrator} names={people[offer.arbitrator]?.names ?? {}} />
                ),
              }}
            />
          </dd>
        </div>
      </dl>
    </section>
  );
};
