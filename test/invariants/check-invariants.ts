import type { Check, Checked } from './checked.ts';
import { i1Conservation } from './i1-conservation.ts';
import { i2Split } from './i2-split.ts';
import { i3States } from './i3-states.ts';
import { i4Locks } from './i4-locks.ts';
import { i5Reviews } from './i5-reviews.ts';
import { i6Shares } from './i6-shares.ts';
import { i8Jurors } from './i8-jurors.ts';
import { i9Credits } from './i9-credits.ts';
import { i11Tokens } from './i11-tokens.ts';

const checks: readonly Check[] = [
  i1Conservation,
  i2Split,
  i3States,
  i4Locks,
  i5Reviews,
  i6Shares,
  i8Jurors,
  i9Credits,
  i11Tokens,
];

/**
 * Checks after a step whatever can be checked there. I7 is measured by i7-gas.test.ts, I10 at the end of a sequence, and
 * I12 to I14 are the indexer's and the nodes'.
 */
export const checkInvariants = (checked: Checked): string[] => checks.flatMap((check) => check(checked));
