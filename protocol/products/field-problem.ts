import type { z } from 'zod';
import type { ImportIssue } from './import-reasons.ts';

/** What a schema found first, as a reason that an import gives. */
export function fieldProblem(error: z.ZodError): Pick<ImportIssue, 'field' | 'code' | 'details'> {
  // Safety: a value that is refused has at least one issue.
  const issue = error.issues[0] as z.core.$ZodIssue;
  const field = issue.path.map(String).join('.') || 'listing';
  const found = (code: ImportIssue['code'], limit?: unknown): Pick<ImportIssue, 'field' | 'code' | 'details'> => ({
    field,
    code,
    details: limit === undefined ? { field } : { field, limit: String(limit) },
  });
  if (issue.code === 'too_small') {
    if (issue.origin === 'string') return found('field_empty');
    return found(issue.origin === 'array' ? 'field_few' : 'field_low', issue.minimum);
  }
  if (issue.code === 'too_big') {
    if (issue.origin === 'string') return found('field_long', issue.maximum);
    return found(issue.origin === 'array' ? 'field_many' : 'field_high', issue.maximum);
  }
  return found('field_unusable');
}
