import type { Page } from '../../../protocol/api/common.ts';
import type { PromoterDetail, PromoterSummary } from '../../../protocol/api/promoter.ts';
import { PersonName } from '../../components/person-name.tsx';
import { shortId } from '../../components/shorten.ts';
import { useNames } from '../people/use-names.ts';
import { usePolling } from '../use-polling.ts';
import { ErrorNote } from '../wallet/error-note.tsx';
import type { IslandWords } from '../words.ts';

const DRAWN = 12;
const [WIDTH, ROW, BOX] = [600, 90, 26];

interface TreeProps {
  words: IslandWords<'promote'>;
  promoter: PromoterDetail;
  invite: string;
}

/** Who brought this promoter, and whom it brought: the two levels that earn, and never more. */
export const PromoterTree = ({ words, promoter, invite }: TreeProps) => {
  const { value, error, again } = usePolling<Page<PromoterSummary>>(
    `/api/v1/promoters?parent=${promoter.address}&limit=${DRAWN}`,
    30,
  );
  const children = value?.items ?? [];
  const { parent } = promoter;
  const names = useNames([...(parent === null ? [] : [parent]), ...children.map(({ address }) => address)]);
  const nameOf = (account: string): string => words.text(names.get(account)) || shortId(account);
  const top = parent === null ? BOX : ROW + BOX;
  const below = top + ROW;
  const height = (children.length > 0 ? below : top) + BOX;
  const most = Math.max(1, ...children.map(({ sales }) => sales));
  const x = (index: number): number => (WIDTH * (index + 0.5)) / Math.max(1, children.length);
  return (
    <section class="desk-section" aria-labelledby="tree">
      <h2 id="tree">{words.t('tree.title')}</h2>
      <p class="quiet">{words.t('tree.text')}</p>
      {error !== null && <ErrorNote view={words} error={error} retry={{ word: words.t('retry'), onRetry: again }} />}
      <svg
        class="promoter-tree"
        viewBox={`0 0 ${WIDTH} ${height}`}
        role="img"
        aria-label={words.count('promote.children', promoter.children)}
      >
        {parent !== null && <line class="tree-line" x1={WIDTH / 2} y1={BOX} x2={WIDTH / 2} y2={top} />}
        {children.map((child, index) => (
          <path
            key={`${child.address} line`}
            class="tree-line"
            d={`M${WIDTH / 2} ${top}C${WIDTH / 2} ${top + ROW / 2} ${x(index)} ${top + ROW / 2} ${x(index)} ${below}`}
          />
        ))}
        {parent !== null && <circle class="tree-parent" cx={WIDTH / 2} cy={BOX} r={14} />}
        <circle class="tree-self" cx={WIDTH / 2} cy={top} r={20} />
        {children.map((child, index) => (
          <g key={child.address}>
            <title>{`${nameOf(child.address)}: ${words.count('promote.sales', child.sales)}`}</title>
            <circle class="tree-child" cx={x(index)} cy={below} r={8 + (8 * child.sales) / most} />
          </g>
        ))}
      </svg>
      <ul class="plain rows">
        {parent !== null && (
          <li>
            <span>
              <span class="tree-key tree-parent-key" aria-hidden="true" /> {words.t('tree.parent')}{' '}
              <PersonName view={words} account={parent} names={names.get(parent) ?? {}} />
            </span>
          </li>
        )}
        {children.map((child) => (
          <li key={child.address}>
            <span>
              <span class="tree-key" aria-hidden="true" />{' '}
              <PersonName view={words} account={child.address} names={names.get(child.address) ?? {}} />
            </span>
            <span class="number">{words.count('promote.sales', child.sales)}</span>
          </li>
        ))}
      </ul>
      {promoter.children > children.length && value !== null && (
        <p class="small quiet">{words.t('tree.more', { count: words.number(promoter.children - children.length) })}</p>
      )}
      <p class="small">
        {words.t('promote.invite')} <code class="command">{invite}</code>
      </p>
    </section>
  );
};
