import type { GroupSummary } from '../../protocol/api/group.ts';
import type { ListingDetail, VariantView } from '../../protocol/api/listing.ts';
import type { PeopleNames } from '../page-request.ts';
import type { PageView } from '../page-view.ts';
import { Faces } from './face.tsx';
import { groupCheckout } from './group-link.ts';
import { Icon } from './icon.tsx';
import { PersonName } from './person-name.tsx';
import { Phrase } from './phrase.tsx';
import { shortId } from './shorten.ts';
import { TimeLeft } from './time-left.tsx';

interface GroupOfferProps {
  view: PageView;
  listing: ListingDetail;
  variant: VariantView;
  /** Open groups of the listing, those that close next first. */
  groups: readonly GroupSummary[];
  people: PeopleNames;
}

const OpenGroup = ({
  view,
  listing,
  variant,
  group,
  people,
}: Omit<GroupOfferProps, 'groups'> & { group: GroupSummary }) => {
  const { leader, members, deadline, terms } = group;
  const figures = { members: view.number(members), size: view.number(terms.size) };
  const names = people[leader]?.names ?? {};
  return (
    <li class="open-group">
      <Faces known={[leader]} members={members} size={terms.size} />
      <span class="open-group-words">
        <strong>{view.count('group.missing', terms.size - members)}</strong>
        <span class="small quiet">
          <Phrase
            text={view.t('group.opener')}
            parts={{ who: <PersonName view={view} account={leader} names={names} /> }}
          />{' '}
          · <Phrase text={view.t('group.closes')} parts={{ when: <TimeLeft view={view} until={deadline} /> }} />
        </span>
      </span>
      <a
        class="button button-quiet"
        href={groupCheckout(view.base.path, listing, variant, { leader: leader as `0x${string}`, deadline })}
        aria-label={view.t('group.join_label', { who: `${view.text(names)} ${shortId(leader)}`.trim(), ...figures })}
      >
        {view.t('group.join')}
      </a>
    </li>
  );
};

/** Buying together: the group price beside the normal one, the groups that can be joined, and what happens if not. */
export const GroupOffer = ({ view, listing, variant, groups, people }: GroupOfferProps) => {
  const { group: terms } = variant;
  if (terms === null) return null;
  const own = groups.filter(({ sku, state }) => sku === variant.sku && state === 'open');
  const alone = BigInt(variant.offer.priceUnits);
  const saved = alone - BigInt(terms.priceUnits);
  const savedBps = Number((saved * 10_000n) / alone);
  const buyable = variant.left > 0 && listing.head.catalogue.validUntil >= view.now;
  return (
    <section class="group-offer" aria-labelledby="group" data-waits>
      <div class="group-head">
        <h2 id="group">
          <Icon name="people" /> {view.t('group.title')}
        </h2>
        <p class="group-price">
          <strong class="price">{view.money(terms.priceUnits, listing.token)}</strong>
          <s class="quiet number">{view.money(variant.offer.priceUnits, listing.token)}</s>
        </p>
        <p>
          {view.t('group.lead', { size: view.number(terms.size), time: view.duration(terms.withinSeconds) })}{' '}
          <strong>
            {view.t('group.save', {
              amount: view.money(saved, listing.token),
              percent: view.percent(Math.round(savedBps / 100) * 100),
            })}
          </strong>
        </p>
      </div>
      <div class="group-list">
        <h3>{view.t('group.list')}</h3>
        {own.length === 0 ? (
          <p class="quiet small">{view.t('group.none')}</p>
        ) : (
          <ul class="open-groups">
            {own.map((group) => (
              <OpenGroup
                key={group.groupId}
                view={view}
                listing={listing}
                variant={variant}
                group={group}
                people={people}
              />
            ))}
          </ul>
        )}
      </div>
      {buyable && (
        <p class="group-open">
          <a class="button" href={groupCheckout(view.base.path, listing, variant, 'open')}>
            {view.t('group.open')}
          </a>
          <span class="small quiet">{view.t('group.open_text')}</span>
        </p>
      )}
      <ul class="group-notes small quiet">
        <li>
          <Icon name="back" size={16} /> {view.t('group.unfilled')}
        </li>
        {terms.leaderBps > 0 && (
          <li>
            <Icon name="megaphone" size={16} /> {view.t('group.leader', { percent: view.percent(terms.leaderBps) })}
          </li>
        )}
        {terms.commissionBps > 0 && (
          <li>
            <Icon name="megaphone" size={16} />{' '}
            {view.t('group.commission', { percent: view.percent(terms.commissionBps) })}
          </li>
        )}
      </ul>
    </section>
  );
};
