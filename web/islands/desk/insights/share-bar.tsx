import type { IslandWords } from '../../words.ts';

interface Share {
  name: string;
  fill: string;
  count: number;
}

/** What a whole is made of, as one bar and in words. */
export const ShareBar = ({
  words,
  title,
  shares,
}: {
  words: IslandWords<'insights'>;
  title: string;
  shares: readonly Share[];
}) => {
  const all = shares.reduce((sum, { count }) => sum + count, 0);
  let at = 0;
  return (
    <figure class="chart insight-chart">
      <figcaption>
        <span class="chart-title">{title}</span>
        <strong class="chart-total number">{words.number(all)}</strong>
      </figcaption>
      <svg class="share-bar" viewBox={`0 0 ${Math.max(all, 1)} 1`} preserveAspectRatio="none" aria-hidden="true">
        <rect class="share-none" width={Math.max(all, 1)} height={1} />
        {shares.map(({ fill, count }) => {
          const x = at;
          at += count;
          return count === 0 ? null : <rect key={fill} class={fill} x={x} width={count} height={1} />;
        })}
      </svg>
      <ul class="insight-legend small">
        {shares.map(({ name, fill, count }) => (
          <li key={fill}>
            <svg width="10" height="10" aria-hidden="true">
              <rect class={fill} width="10" height="10" rx="2" />
            </svg>{' '}
            {name} <span class="number quiet">{words.number(count)}</span>
          </li>
        ))}
      </ul>
    </figure>
  );
};
