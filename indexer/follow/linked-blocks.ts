import type { Header } from '../rpc/answers.ts';

/** The blocks up to the first that is missing or no child of the one before: the chain changed while it was read. */
export function linked(blocks: readonly (Header | undefined)[]): Header[] {
  const kept: Header[] = [];
  for (const block of blocks) {
    const before = kept.at(-1);
    if (block === undefined || (before !== undefined && block.parent !== before.hash)) break;
    kept.push(block);
  }
  return kept;
}
