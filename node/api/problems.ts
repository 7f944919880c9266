import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { VouchError } from '../../protocol/errors.ts';

/** An RFC 9457 problem document; `code` is the project's own. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.string(),
  /** Names the request in the node's log. */
  instance: z.string().optional(),
  code: z.string(),
  hint: z.string().optional(),
  /** The same request may succeed later. */
  retryable: z.boolean(),
  /** `field` and `limit` where there are such, and what else the error knows. */
  details: z.record(z.string(), z.unknown()).optional(),
});
export type Problem = z.infer<typeof problemSchema>;

const statusByProblem: [suffix: string, status: number][] = [
  ['.not_found', 404],
  ['policy.denied', 451],
  ['.not_followed', 404],
  ['.unsubscribed', 403],
  ['.too_large', 413],
  ['.too_many_pixels', 413],
  ['.uri_too_long', 414],
  ['.unsupported_format', 415],
  ['catalogue.quota_exceeded', 403],
  ['.quota_exceeded', 429],
  ['.shop_quota_exceeded', 429],
  ['.rate_exceeded', 429],
  ['.rate_limited', 429],
  ['live.too_many', 429],
  ['.stale', 409],
  ['.cancelled', 409],
  ['.not_drawing', 409],
  ['.block_missing', 409],
  ['session.missing', 401],
  ['session.origin_foreign', 403],
  ['session.signature_invalid', 403],
  ['session.not_operator', 403],
  ['session.not_staff', 403],
  ['session.challenge_used', 409],
  ['publisher.owner_only', 403],
  ['publisher.shop_uncovered', 403],
  ['publisher.not_allowed', 403],
  ['publisher.missing', 404],
  ['publisher.keys_full', 429],
  ['publisher.key_unreadable', 500],
  ['.signer_unknown', 403],
  ['.sender_unknown', 403],
  ['.stake_too_small', 403],
  ['.no_standing', 403],
  ['note.dated_ahead', 400],
  ['.fault', 500],
  ['.unavailable', 503],
];

/** The HTTP status that fits an error's code. */
export function statusOf({ code, retryable }: Pick<VouchError, 'code' | 'retryable'>): number {
  const known = statusByProblem.find(([suffix]) => code.endsWith(suffix));
  if (known) return known[1];
  return retryable ? 503 : 400;
}

/**
 * Turns anything thrown into a problem document; unknown faults tell nothing of the inside.
 * @param bodyLimit bytes that the operation takes
 */
export function problemOf(thrown: unknown, bodyLimit?: number): Problem {
  const error = errorOf(thrown, bodyLimit);
  const { code, message, hint, retryable, details } = error.toJSON();
  return {
    type: `urn:vouch:error:${code}`,
    title: code,
    status: statusOf(error),
    detail: message,
    code,
    retryable: retryable ?? false,
    ...(hint === undefined ? {} : { hint }),
    ...(details === undefined ? {} : { details }),
  };
}

const fastifyCodes: Record<string, { code: string; message: string; hint: string; retryable?: boolean }> = {
  FST_ERR_CTP_BODY_TOO_LARGE: {
    code: 'request.too_large',
    message: 'The body is larger than this operation takes.',
    hint: 'Send less at once.',
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    code: 'request.unsupported_format',
    message: 'This content type is not known here.',
    hint: 'Set the content type that the operation names in /openapi.json.',
  },
  FST_ERR_CTP_EMPTY_JSON_BODY: { code: 'request.invalid', message: 'The body is empty.', hint: 'Send a JSON body.' },
  FST_ERR_CTP_INVALID_JSON_BODY: {
    code: 'request.invalid',
    message: 'The body is not JSON.',
    hint: 'Send well-formed JSON.',
  },
  FST_ERR_BAD_URL: { code: 'request.invalid', message: 'The address is malformed.', hint: 'Correct the address.' },
  FST_ERR_MAX_PARAM_LENGTH: {
    code: 'request.uri_too_long',
    message: 'A part of the address is too long.',
    hint: 'Correct the address.',
  },
  FST_UNDER_PRESSURE: {
    code: 'node.unavailable',
    message: 'The node has too much to do.',
    hint: 'Try again in a few seconds, or ask another node.',
    retryable: true,
  },
};

const fault = (cause: unknown): VouchError =>
  new VouchError({
    code: 'node.fault',
    message: 'The node could not answer.',
    hint: 'Try again, or ask another node.',
    retryable: true,
    cause,
  });

function errorOf(thrown: unknown, bodyLimit: number | undefined): VouchError {
  if (thrown instanceof VouchError) return thrown;
  if (!(thrown instanceof Error)) return fault(thrown);
  if (hasZodFastifySchemaValidationErrors(thrown)) return invalidRequest(thrown);
  // Safety: only optional members of fastify's errors are read.
  const { code = '', statusCode = 500, message } = thrown as Partial<FastifyError> & Error;
  const known = fastifyCodes[code];
  if (known) {
    const limit = known.code === 'request.too_large' && bodyLimit !== undefined ? { limit: `${bodyLimit} bytes` } : {};
    return new VouchError({
      ...known,
      details: { field: code.startsWith('FST_ERR_CTP') ? 'body' : 'address', ...limit },
    });
  }
  if (statusCode === 429) {
    return new VouchError({
      code: 'request.rate_limited',
      message: 'Too many requests.',
      hint: 'Wait until the time that the header Retry-After names is over.',
      retryable: true,
    });
  }
  return statusCode >= 400 && statusCode < 500
    ? new VouchError({ code: 'request.invalid', message, hint: 'Correct the request.' })
    : fault(thrown);
}

/** Names the first faulty parameter and its bound. */
function invalidRequest(error: Error & { validation: unknown; validationContext?: string }): VouchError {
  // Safety: hasZodFastifySchemaValidationErrors saw that these are issues of zod.
  const [first] = error.validation as { instancePath: string; message?: string; params?: Record<string, unknown> }[];
  const field = first?.instancePath.replace(/^\//, '').replaceAll('/', '.') || error.validationContext || 'request';
  const limit = first?.params?.maximum ?? first?.params?.minimum;
  return new VouchError({
    code: 'request.invalid',
    message: `${field}: ${first?.message ?? 'is not valid'}`,
    hint: `Correct ${field}; the parameters are described in /openapi.json.`,
    details: { field, ...(limit === undefined ? {} : { limit: String(limit) }) },
  });
}

/** Sends a problem document. */
const sendProblem = (reply: FastifyReply, problem: Problem): FastifyReply =>
  reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));

/** Answers what fails before there is a route: an address that cannot be read. No hook runs for it. */
export function answerFrameworkError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  void sendProblem(reply.header('x-content-type-options', 'nosniff'), {
    ...problemOf(error),
    instance: `urn:uuid:${request.id}`,
  });
}

/** Answers every fault and every unknown path with a problem document, or with a page where `page` makes one. */
export function registerProblems(
  app: FastifyInstance,
  page: (request: FastifyRequest, problem: Problem) => Promise<string | undefined>,
): void {
  async function answer(request: FastifyRequest, reply: FastifyReply, thrown: unknown): Promise<FastifyReply> {
    const problem = { ...problemOf(thrown, request.routeOptions.bodyLimit), instance: `urn:uuid:${request.id}` };
    const { code, status } = problem;
    if (status >= 500) request.log.error({ err: thrown, code }, 'request failed');
    else request.log.debug({ code, status, route: request.routeOptions.url }, 'request refused');
    const html = await page(request, problem).catch((error: unknown) => {
      request.log.error({ err: error }, 'the page of a problem could not be rendered');
      return undefined;
    });
    return html === undefined
      ? sendProblem(reply, problem)
      : reply.code(status).type('text/html; charset=utf-8').send(html);
  }

  app.setErrorHandler(async (error, request, reply) => answer(request, reply, error));
  app.setNotFoundHandler(async (request, reply) =>
    answer(
      request,
      reply,
      new VouchError({
        code: 'page.not_found',
        message: 'There is nothing at this address.',
        hint: 'Check the address or search for it.',
      }),
    ),
  );
}
