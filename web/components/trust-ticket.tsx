import type { ListingSummary } from '../../protocol/api/listing.ts';
import type { PageView } from '../page-view.ts';
import { Icon } from './icon.tsx';
import { Picture } from './picture.tsx';

const coveredUnits = (listing: ListingSummary): bigint =>
  (BigInt(listing.priceFromUnits) * BigInt(Math.min(10_000, listing.coverBps))) / 10_000n;

/** How a purchase is protected, drawn as a ticket of one real listing: the payment above, the deposit below, two ways out. */
export const TrustTicket = ({ view, listing }: { view: PageView; listing: ListingSummary }) => {
  const covered = coveredUnits(listing);
  return (
    <figure class="ticket">
      <figcaption class="visually-hidden">{view.t('home.figure')}</figcaption>
      <a class="ticket-picture" href={`/listing/${listing.cid}`}>
        <Picture
          view={view}
          image={listing.image}
          alt={view.text(listing.titles)}
          sizes="(min-width: 60rem) 28rem, 90vw"
          eager
        />
        <span class="ticket-title" lang={view.languageOf(listing.titles)}>
          {view.text(listing.titles)}
        </span>
      </a>
      <dl class="ticket-rails">
        <div>
          <dt>{view.t('home.you_pay')}</dt>
          <dd class="number">{view.money(listing.priceFromUnits, listing.token)}</dd>
          <dd class="ticket-rail">
            <svg class="rail" height="18" aria-hidden="true">
              <rect class="rail-escrow" width="100%" height="18" rx="3" />
            </svg>
            <span>
              <Icon name="lock" size={14} /> {view.t('home.held')}
            </span>
          </dd>
        </div>
        <div>
          <dt>{view.t('home.deposit')}</dt>
          <dd class="number">{view.money(covered, listing.token)}</dd>
          <dd class="ticket-rail">
            <svg class="rail" height="18" aria-hidden="true">
              <rect class="rail-free" width="100%" height="18" rx="3" />
              <rect class="rail-locked" width={`${Math.min(100, listing.coverBps / 100)}%`} height="18" rx="3" />
            </svg>
            <span>
              <Icon name="seal" size={14} /> {view.t('home.locked', { amount: view.money(covered, listing.token) })}
            </span>
          </dd>
        </div>
      </dl>
      <ul class="ticket-ways">
        <li>
          <Icon name="check" />
          <strong>{view.t('home.good')}</strong>
          <span>{view.t('home.good_text')}</span>
        </li>
        <li>
          <Icon name="back" />
          <strong>{view.t('home.bad')}</strong>
          <span>{view.t('home.bad_text')}</span>
        </li>
      </ul>
    </figure>
  );
};
