import { awningOf } from './shop-card.tsx';

const side = 5;

/** Squares of a picture that an address always gives: the left half decides, the right mirrors it. */
const squaresOf = (address: string): string =>
  Array.from({ length: side * 3 }, (_, index) => ({ x: index % 3, y: Math.floor(index / 3), index }))
    .filter(({ index }) => Number.parseInt(address[2 + index] ?? '0', 16) % 2 === 1)
    .flatMap(({ x, y }) =>
      x === 2
        ? [[x, y]]
        : [
            [x, y],
            [side - 1 - x, y],
          ],
    )
    .map(([x, y]) => `M${x} ${y}h1v1h-1z`)
    .join('');

/** An account as a small picture, so that two can be told apart at a glance; decoration, never proof. */
export const Face = ({ address, size = 28 }: { address: string; size?: number }) => (
  <svg class={`face ${awningOf(address)}`} width={size} height={size} viewBox="-1 -1 7 7" aria-hidden="true">
    <path d={squaresOf(address)} />
  </svg>
);

/** Faces shown of a group; the count beside them says the rest. */
const mostFaces = 8;

/**
 * The members of a group: a face for each that is known, a plain one for the others, and a gap for each that is missing.
 */
export const Faces = ({ known, members, size }: { known: readonly string[]; members: number; size: number }) => (
  <span class="faces" aria-hidden="true">
    {Array.from({ length: Math.min(size, mostFaces) }, (_, index) => {
      const address = known[index];
      if (address !== undefined) return <Face key={index} address={address} />;
      return <span key={index} class={index < members ? 'face face-other' : 'face face-missing'} />;
    })}
  </span>
);
