import type { z } from 'zod';
import { failure, type Result, success } from './errors.ts';

/**
 * Checks a value that crossed a border against its schema.
 * @param schema the zod schema of the value
 * @param value what arrived
 * @param noun names the value in the error's code: `listing` gives `listing.invalid`
 * @returns the parsed value, or an error that names the first faulty field and its limit
 */
export function validate<T>(schema: z.ZodType<T>, value: unknown, noun: string): Result<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return success(parsed.data);
  // Safety: a value that is refused has at least one issue.
  const issue = parsed.error.issues[0] as z.core.$ZodIssue;
  const field = issue.path.map(String).join('.') || noun;
  const limit = 'maximum' in issue ? issue.maximum : 'minimum' in issue ? issue.minimum : undefined;
  return failure({
    code: `${noun}.invalid`,
    message: `${noun} is not valid: ${field}: ${issue.message}`,
    hint: `Correct ${field} and try again.`,
    details: {
      field,
      ...(limit === undefined ? {} : { limit: String(limit) }),
      issues: parsed.error.issues
        .slice(0, 20)
        .map((each) => ({ field: each.path.map(String).join('.'), message: each.message })),
    },
  });
}
