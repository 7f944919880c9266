import type { GroupSummary } from '../../protocol/api/group.ts';
import type { PageView } from '../page-view.ts';
import { Faces } from './face.tsx';
import { groupText } from './group-link.ts';
import { linkTo } from './links.ts';
import { Picture } from './picture.tsx';
import { TimeLeft } from './time-left.tsx';

/** A group that waits for members: what it buys, for how much less, who is in, and how long it waits. */
export const GroupCard = ({ view, group }: { view: PageView; group: GroupSummary }) => {
  const { terms, members, leader, deadline, token, aloneUnits } = group;
  // Safety: the API gives addresses.
  const choice = groupText({ leader: leader as `0x${string}`, deadline });
  const saved = aloneUnits === null ? 0n : BigInt(aloneUnits) - BigInt(terms.priceUnits);
  return (
    <li class="group-card">
      <a class="card-link" href={linkTo(view, `/listing/${group.listing}?group=${choice}`)}>
        <span class="group-card-picture">
          <Picture view={view} image={group.image} alt="" sizes="7rem" />
        </span>
        <span class="group-card-words">
          <span class="card-title" lang={view.languageOf(group.titles)}>
            {view.text(group.titles)}
          </span>
          <span class="group-card-price">
            <strong class="price">{view.money(terms.priceUnits, token)}</strong>
            {saved > 0n && aloneUnits !== null && <s class="quiet number small">{view.money(aloneUnits, token)}</s>}
          </span>
          <Faces known={[leader]} members={members} size={terms.size} />
          <span class="group-card-foot small">
            <strong>{view.count('group.missing', terms.size - members)}</strong>
            <TimeLeft view={view} until={deadline} />
          </span>
        </span>
      </a>
    </li>
  );
};
