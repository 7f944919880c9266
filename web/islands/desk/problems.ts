import type { z } from 'zod';

/** What is wrong with a field, as a word of the desk (`problem.…`) with its limit. */
export interface Problem {
  /** Name of the field in the form, such as `variants.0.price`. */
  field: string;
  word: ProblemWord;
  limit?: number;
}

export type ProblemWord =
  | 'empty'
  | 'amount'
  | 'zero'
  | 'long'
  | 'least'
  | 'most'
  | 'many'
  | 'few'
  | 'repeats'
  | 'order'
  | 'shares'
  | 'zone'
  | 'group_price'
  | 'account'
  | 'other';

/** Units of fields that are written otherwise than documents have them: a limit is told as the field is written. */
const unitOfField: Readonly<Record<string, number>> = {
  shipWithinDays: 86_400,
  inspectWithinDays: 86_400,
  hours: 3_600,
  commissionPercent: 100,
  pickupPercent: 100,
  leaderPercent: 100,
  groupCommission: 100,
};

/** What the schemas' own rules say, in the words of the desk. */
const rules: readonly [RegExp, ProblemWord][] = [
  [/^repeats/, 'repeats'],
  [/at least minDays/, 'order'],
  [/together are at most/, 'shares'],
  [/needs a delivery zone/, 'zone'],
  [/below the price of one unit/, 'group_price'],
  [/^needs 1 to/, 'empty'],
];

/**
 * The problems that a schema found, by the form's own fields.
 * @param field names the form's field of a path
 */
export const problemsOf = (error: z.ZodError, field: (path: readonly PropertyKey[]) => string): Problem[] =>
  error.issues.map((issue) => {
    const name = field(issue.path);
    const { word, limit } = wordOf(issue);
    if (limit === undefined) return { field: name, word };
    const written = limit / (unitOfField[name.split('.').at(-1) ?? ''] ?? 1);
    return { field: name, word, limit: word === 'least' ? Math.ceil(written) : Math.floor(written) };
  });

function wordOf(issue: z.core.$ZodIssue): Pick<Problem, 'word' | 'limit'> {
  if (issue.code === 'too_small') {
    const limit = Number(issue.minimum);
    if (issue.origin === 'string') return { word: 'empty' };
    return { word: issue.origin === 'array' ? 'few' : 'least', limit };
  }
  if (issue.code === 'too_big') {
    const limit = Number(issue.maximum);
    if (issue.origin === 'string') return { word: 'long', limit };
    return { word: issue.origin === 'array' ? 'many' : 'most', limit };
  }
  if (issue.code === 'invalid_format') return { word: issue.path.at(-1) === 'pickup' ? 'account' : 'other' };
  const rule = rules.find(([pattern]) => pattern.test(issue.message));
  return { word: rule?.[1] ?? 'other' };
}
