import type { Failure, Player } from './sequence.ts';

/** The kind of a problem: shrinking must not end at another one. */
const kindOf = ({ problems }: Failure): string => (problems[0] ?? '').replaceAll(/0x[0-9a-f]+|[0-9]+n?/g, '#');

/**
 * Drops steps as long as the same kind of problem stays.
 * @param tries how many shorter sequences are tried at most
 * @returns the shortest failure found
 */
export async function shrink(player: Player, failure: Failure, tries: number): Promise<Failure> {
  const kind = kindOf(failure);
  let best = failure;
  let left = tries;
  for (let size = Math.ceil(best.steps.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let end = best.steps.length; end > 0 && left > 0; end -= size) {
      const steps = [...best.steps.slice(0, Math.max(0, end - size)), ...best.steps.slice(end)];
      left -= 1;
      const shorter = await player.replay(steps);
      if (shorter !== undefined && kindOf(shorter) === kind && shorter.steps.length < best.steps.length) {
        best = shorter;
        end = Math.min(end, best.steps.length + size);
      }
    }
    if (size === 1) break;
  }
  return best;
}
