import type { GroupSummary } from '../../protocol/api/group.ts';
import type { ListingDetail } from '../../protocol/api/listing.ts';
import type { PageView } from '../page-view.ts';
import { groupCheckout, groupIn } from './group-link.ts';
import { Banner } from './notice.tsx';
import { Phrase } from './phrase.tsx';
import { Deadline } from './time.tsx';
import { variantNames } from './variant-choice.ts';

/** The group that the page's address names: the reader was invited to it, whichever variant they look at. */
export const GroupInvitation = ({
  view,
  listing,
  groups,
}: {
  view: PageView;
  listing: ListingDetail;
  /** Open groups of the listing. */
  groups: readonly GroupSummary[];
}) => {
  const named = groupIn(view.base.path);
  if (named === null) return null;
  const group = groups.find(({ leader, deadline }) => leader === named.leader && deadline === named.deadline);
  const variant = listing.variants.find(({ sku }) => sku === group?.sku);
  if (group === undefined || variant === undefined) return <Banner tone="warn">{view.t('group.invited_gone')}</Banner>;
  const figures = { members: view.number(group.members), size: view.number(group.terms.size) };
  const names = view.text(variantNames(listing, variant));
  return (
    <Banner tone="note" icon="people">
      <strong>{view.t('group.invited')}</strong>
      <p>
        <Phrase
          text={view.t('group.invited_text', figures)}
          parts={{ date: <Deadline view={view} at={group.deadline} /> }}
        />
      </p>
      <p class="actions">
        <a class="button" href={groupCheckout(view.base.path, listing, variant, named)}>
          {view.t('group.join')}
        </a>
        <span>
          <strong class="number">{view.money(group.terms.priceUnits, listing.token)}</strong>{' '}
          {names !== '' && <span class="small quiet">{names}</span>}
        </span>
      </p>
    </Banner>
  );
};
