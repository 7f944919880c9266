import { Banner } from '../../components/notice.tsx';
import type { FreshLine, LineReading } from '../checkout/read-lines.ts';
import type { IslandWords } from '../words.ts';

interface LeftOutProps {
  words: IslandWords<'checkout'>;
  /** All lines; null while they are read. */
  read: readonly LineReading[] | null;
  undeliverable: readonly FreshLine[];
}

/** Beside a total: that some lines are not in it, because they cannot be bought now. Why stands at each of them. */
export const LeftOut = ({ words, read, undeliverable }: LeftOutProps) => {
  const count = (read ?? []).filter(({ problem }) => problem !== null).length + undeliverable.length;
  if (count === 0) return null;
  return (
    <Banner tone="warn">
      <p>{words.count('cart.left_out', count)}</p>
    </Banner>
  );
};
