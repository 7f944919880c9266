import { denialView } from '../../protocol/api/policy.ts';
import type { Problem } from '../api/problems.ts';
import type { PageBody } from './page-parts.ts';

/** Paths that programs read: a problem there is a problem document. */
const machinePaths = /^\/(api|cards|mcp|ucp|\.well-known|ipfs|image|rpc|assets|metrics|healthz|openapi\.json)([/?]|$)/;

/** True where a fault is shown to a person. */
export const isForPerson = ({ url, headers }: { url: string; headers: { accept?: string | undefined } }): boolean =>
  (headers.accept?.includes('text/html') ?? false) && !machinePaths.test(url);

/** The page that tells of a fault. */
export function problemBody(problem: Problem): PageBody {
  const denial = problem.code === 'policy.denied' ? denialView.safeParse(problem.details) : undefined;
  if (denial?.success)
    return { page: 'denied', what: denial.data.shop === null ? 'listing' : 'shop', denial: denial.data };
  if (problem.code === 'policy.not_followed') return { page: 'denied', what: 'shop', denial: null };
  if (problem.status === 404) return { page: 'not-found', what: 'page' };
  const { code, detail: message, hint, retryable } = problem;
  return { page: 'error', statusCode: problem.status, error: { code, message, hint, retryable } };
}
