import type { GroupDetail } from '../../protocol/api/group.ts';
import type { OrderGroupView } from '../../protocol/api/order.ts';
import { groupState } from '../../protocol/group.ts';
import type { PeopleNames } from '../page-request.ts';
import type { PageView } from '../page-view.ts';
import { Faces } from './face.tsx';
import { PersonName } from './person-name.tsx';
import { Phrase } from './phrase.tsx';
import { Deadline, Moment } from './time.tsx';

const words = {
  open: 'order.group_open',
  filled: 'order.group_filled',
  expired: 'order.group_expired',
} as const;

/** How far the group of an order is: who joined, how many are missing, and until when. */
export const OrderGroup = ({
  view,
  group,
  detail,
  people,
}: {
  view: PageView;
  group: OrderGroupView;
  /** Its members; null where the node does not know them. */
  detail: GroupDetail | null;
  people: PeopleNames;
}) => {
  const { leader, size, deadline, filledAt } = group;
  const members = detail?.members ?? group.members;
  const state = groupState({ filledAt: detail?.filledAt ?? filledAt, deadline }, view.now);
  const known = detail?.orders.map(({ buyer }) => buyer) ?? [leader];
  const figures = { members: view.number(members), size: view.number(size) };
  const date =
    state === 'open' ? <Deadline view={view} at={deadline} /> : <Moment view={view} at={filledAt ?? deadline} />;
  return (
    <section class="panel order-group" aria-labelledby="order-group">
      <h2 id="order-group">{view.t('order.group')}</h2>
      <div class="group-count">
        <p class="big-number">{view.t('group.members', figures)}</p>
        <Faces known={known} members={members} size={size} />
      </div>
      <svg class="rail" height="14" role="img" aria-label={view.t('group.members', figures)}>
        <rect class="rail-ground" width="100%" height="14" rx="3" />
        <rect
          class={state === 'expired' ? 'rail-leaving' : 'rail-locked'}
          width={`${(100 * members) / size}%`}
          height="14"
          rx="3"
        />
      </svg>
      {state === 'open' && <p>{view.count('group.missing', size - members)}</p>}
      <p>
        <Phrase text={view.t(words[state])} parts={{ date }} />
      </p>
      <p class="small quiet">
        <Phrase
          text={view.t('order.group_of')}
          parts={{ who: <PersonName view={view} account={leader} names={people[leader]?.names ?? {}} /> }}
        />
      </p>
    </section>
  );
};
