import type { GroupSummary } from '../../../protocol/api/group.ts';
import { type GroupChoice as Choice, groupText, parseGroupText } from '../../components/group-link.ts';
import { shortId } from '../../components/shorten.ts';
import type { FreshLine } from '../checkout/read-lines.ts';
import { useNames } from '../people/use-names.ts';
import type { IslandWords } from '../words.ts';

interface GroupChoiceProps {
  words: IslandWords<'checkout'>;
  fresh: FreshLine;
  title: string;
  onChange: (group: Choice | null) => void;
}

/** Buying alone, opening a group, or joining one that waits for members: with the price of each. */
export const GroupChoice = ({ words, fresh, title, onChange }: GroupChoiceProps) => {
  const { line, detail, variant, groups } = fresh;
  const names = useNames(groups.map(({ leader }) => leader));
  const { group: terms } = variant;
  if (terms === null) return null;
  const price = words.money(terms.priceUnits, detail.token);
  const chosen = line.group === null || line.group === 'open' ? null : line.group;
  const joinText = ({ leader, members }: GroupSummary): string =>
    words.t('cart.group_join', {
      price,
      who: `${words.text(names.get(leader))} ${shortId(leader)}`.trim(),
      members: words.number(members),
      size: words.number(terms.size),
    });
  return (
    <label class="field group-choice">
      <span class="visually-hidden">{words.t('cart.group', { title })}</span>
      <select
        value={line.group === null ? 'alone' : groupText(line.group)}
        onChange={(event) => onChange(parseGroupText(event.currentTarget.value))}
      >
        <option value="alone">
          {words.t('cart.group_alone', { price: words.money(variant.offer.priceUnits, detail.token) })}
        </option>
        <option value="open">
          {words.t('cart.group_open', {
            price,
            size: words.number(terms.size),
            time: words.duration(terms.withinSeconds),
          })}
        </option>
        {groups.map((group) => (
          <option
            key={group.groupId}
            // Safety: the node's answer names an account.
            value={groupText({ leader: group.leader as `0x${string}`, deadline: group.deadline })}
          >
            {joinText(group)}
          </option>
        ))}
      </select>
      {line.group !== null && (
        <span class="small quiet">
          {chosen !== null && `${words.t('cart.group_closes', { when: words.relative(chosen.deadline) })} `}
          {words.t('cart.group_text')}
        </span>
      )}
    </label>
  );
};
