import { actors } from '../fuzz/actors.ts';
import { type Check, written } from './checked.ts';

/** I9: a credit gets lower only by a withdrawal of its owner. */
export const i9Credits: Check = ({ step, before, after }) =>
  written(before.credits, after.credits).flatMap(([key, units]) => {
    if (units >= (before.credits.get(key) ?? 0n)) return [];
    const [, owner] = key.split(' ');
    return step.act === 'withdraw' && actors[step.by].address === owner
      ? []
      : [`I9: ${step.by} lowered the credit of ${owner}`];
  });
