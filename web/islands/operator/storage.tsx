import type { OperatorView } from '../../../protocol/api/operator.ts';
import type { IslandWords } from '../words.ts';
import { byteText } from './byte-text.ts';

interface Part {
  word: 'catalogues' | 'contents' | 'staged' | 'database';
  fill: string;
  bytes: number;
}

/** Parts of a whole beside each other, each with its width in percent. */
const Bar = ({ parts, total, label }: { parts: readonly Part[]; total: number; label: string }) => {
  let begin = 0;
  return (
    <svg class="storage-bar" height="18" width="100%" role="img" aria-label={label}>
      {parts.map(({ word, fill, bytes }) => {
        const share = total === 0 ? 0 : (100 * bytes) / total;
        const x = begin;
        begin += share;
        return <rect key={word} class={fill} x={`${x}%`} width={`${share}%`} height="18" />;
      })}
    </svg>
  );
};

/** What takes room on the disk, and how much of the operator's budget shops have taken. */
export const Storage = ({ words, storage }: { words: IslandWords<'operator'>; storage: OperatorView['storage'] }) => {
  const bytes = (count: number) => byteText(words.locale, count);
  const parts: Part[] = [
    { word: 'catalogues', fill: 'store-catalogues', bytes: storage.catalogueBytes },
    { word: 'contents', fill: 'store-contents', bytes: storage.contentBytes },
    { word: 'staged', fill: 'store-staged', bytes: storage.stagedBytes },
    { word: 'database', fill: 'store-database', bytes: storage.databaseBytes ?? 0 },
  ];
  const total = parts.reduce((sum, part) => sum + part.bytes, 0);
  const { heldBytes, heldMostBytes } = storage;
  return (
    <section class="panel" aria-labelledby="storage">
      <h2 id="storage">{words.t('storage.title')}</h2>
      <Bar parts={parts} total={total} label={words.t('storage.bar', { total: bytes(total) })} />
      <ul class="plain storage-parts">
        {parts.map(({ word, fill, bytes: count }) => (
          <li key={word}>
            <svg class="map-key" viewBox="0 0 16 16" aria-hidden="true">
              <rect class={fill} width={16} height={16} rx={4} />
            </svg>
            {words.t(`storage.${word}`)} <span class="number">{bytes(count)}</span>
          </li>
        ))}
      </ul>
      <h3>{words.t('storage.budget')}</h3>
      {heldMostBytes === null ? (
        <p>{words.t('storage.no_bound', { held: bytes(heldBytes) })}</p>
      ) : (
        <>
          <svg class="rail" height="10" aria-hidden="true">
            <rect class="rail-ground" width="100%" height="10" rx="3" />
            <rect
              class={heldBytes > heldMostBytes * 0.9 ? 'rail-bad' : 'rail-escrow'}
              width={`${Math.min(100, (100 * heldBytes) / heldMostBytes)}%`}
              height="10"
              rx="3"
            />
          </svg>
          <p>{words.t('storage.of', { held: bytes(heldBytes), most: bytes(heldMostBytes) })}</p>
        </>
      )}
      <p class="small quiet">
        {words.t('storage.disk', { free: bytes(storage.freeBytes), reserve: bytes(storage.reserveBytes) })}
      </p>
    </section>
  );
};
