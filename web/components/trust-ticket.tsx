import type { ListingSummary } from '../../protocol/api/listing.ts';
import type { PageView } from '../page-view.ts';
import { Icon } from './icon.tsx';
import { linkTo } from './links.ts';
import { Picture } from './picture.tsx';
import { Stakes } from './stakes.tsx';

/** How a purchase is protected, drawn as a ticket of one real listing: the payment above, the deposit below, two ways out. */
export const TrustTicket = ({ view, listing }: { view: PageView; listing: ListingSummary }) => (
  <figure class="ticket">
    <figcaption class="visually-hidden">{view.t('home.figure')}</figcaption>
    <a class="ticket-picture" href={linkTo(view, `/listing/${listing.cid}`)}>
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
    <Stakes view={view} priceUnits={listing.priceFromUnits} token={listing.token} coverBps={listing.coverBps} />
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
