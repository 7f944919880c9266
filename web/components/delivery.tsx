import type { DeliveryZoneView, ListingDetail, VariantView } from '../../protocol/api/listing.ts';
import { zeroAddress } from '../../protocol/primitives.ts';
import type { PeopleNames } from '../page-request.ts';
import type { PageView } from '../page-view.ts';
import { Icon } from './icon.tsx';
import { PersonName } from './person-name.tsx';
import { Phrase } from './phrase.tsx';

/** How goods reach the buyer, as an icon. */
export const kindIcons = { shipped: 'truck', pickup: 'pin', digital: 'file', service: 'shop' } as const;

const daySeconds = 86_400;

const Countries = ({ view, zone }: { view: PageView; zone: DeliveryZoneView }) => {
  if (zone.countries[0] === '*') return <>{view.t('listing.delivery_everywhere')}</>;
  if (zone.countries.length <= 4)
    return <>{zone.countries.map(view.country).join(view.locale === 'zh-CN' ? '、' : ', ')}</>;
  return (
    <details class="countries">
      <summary>{view.count('listing.countries', zone.countries.length)}</summary>
      {zone.countries.map(view.country).join(view.locale === 'zh-CN' ? '、' : ', ')}
    </details>
  );
};

/** Where goods are collected, who confirms it, and what the buyer's secret is for. */
const Pickup = ({ view, variant, people }: { view: PageView; variant: VariantView; people: PeopleNames }) => {
  const { pickup, pickupBps } = variant.offer;
  const text = view.t('listing.pickup_point', { percent: view.percent(pickupBps) });
  return (
    <ul class="pickup-notes">
      <li>
        {pickup === zeroAddress ? (
          view.t('listing.pickup')
        ) : (
          <Phrase
            text={text}
            parts={{ address: <PersonName view={view} account={pickup} names={people[pickup]?.names ?? {}} /> }}
          />
        )}
      </li>
      <li>{view.t('listing.pickup_secret')}</li>
      <li>{view.t('listing.pickup_kept')}</li>
    </ul>
  );
};

/** Where a listing is delivered, what that costs and when it arrives if ordered now. */
export const Delivery = ({
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
  const words = { digital: 'listing.digital', service: 'listing.service' } as const;
  const { kind } = listing;
  return (
    <section class="delivery" aria-labelledby="delivery">
      <h2 id="delivery">
        <Icon name={kindIcons[kind]} /> {view.t('listing.delivery')}
      </h2>
      {kind === 'pickup' && <Pickup view={view} variant={variant} people={people} />}
      {(kind === 'digital' || kind === 'service') && <p>{view.t(words[kind])}</p>}
      {listing.delivery.length > 0 && (
        <ul class="zones">
          {listing.delivery.map((zone) => (
            <li key={zone.zone}>
              <span>
                <strong lang={view.languageOf(zone.names)}>{view.text(zone.names)}</strong>
                <span class="quiet small">
                  <Countries view={view} zone={zone} />
                </span>
              </span>
              <span class="zone-price">
                <strong class="number">
                  {zone.firstUnits === '0'
                    ? view.t('listing.delivery_free')
                    : view.money(zone.firstUnits, listing.token)}
                </strong>
                <span class="quiet small">
                  {zone.furtherUnits !== zone.firstUnits && (
                    <>
                      {view.t('listing.delivery_further', { price: view.money(zone.furtherUnits, listing.token) })}
                      <br />
                    </>
                  )}
                  {view.t('listing.delivery_days', {
                    from: view.shortDate(view.now + zone.minDays * daySeconds),
                    to: view.shortDate(view.now + zone.maxDays * daySeconds),
                  })}
                </span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};
