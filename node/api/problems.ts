import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { VouchError } from '../../protocol/errors.ts';

/** An RFC 9457 problem document; `code` is the project's own. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  hint?: string;
  retryable: boolean;
  details?: Record<string, unknown>;
}

const statusByProblem: [suffix: string, status: number][] = [
  ['.not_found', 404],
  ['.too_large', 413],
  ['.unsupported_format', 415],
  ['.quota_exceeded', 429],
  ['.rate_limited', 429],
  ['.stale', 409],
  ['.unavailable', 503],
  ['.forbidden', 403],
];

/** The HTTP status that fits an error's code. */
export function statusOf(error: VouchError): number {
  const known = statusByProblem.find(([suffix]) => error.code.endsWith(suffix));
  if (known) return known[1];
  return error.retryable ? 503 : 400;
}

/** Turns anything thrown into a problem document; unknown faults tell nothing of the inside. */
export function problemOf(error: unknown): Problem {
  if (error instanceof VouchError) {
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
  if (hasZodFastifySchemaValidationErrors(error)) {
    const first = error.validation[0];
    const field = first?.instancePath.replace(/^\//, '').replaceAll('/', '.') || error.validationContext || 'request';
    return problemOf(
      new VouchError({
        code: 'request.invalid',
        message: `${field}: ${first?.message ?? 'is not valid'}`,
        hint: `Correct ${field}; the parameters are described in /openapi.json.`,
        details: {
          field,
          ...(first?.params && 'maximum' in first.params ? { limit: String(first.params.maximum) } : {}),
        },
      }),
    );
  }
  return problemOfFastify(error);
}

const fastifyCodes: Record<string, { code: string; hint: string }> = {
  FST_ERR_CTP_BODY_TOO_LARGE: { code: 'request.too_large', hint: 'Send less at once.' },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    code: 'request.unsupported_format',
    hint: 'Set the content type that the operation names.',
  },
  FST_ERR_CTP_EMPTY_JSON_BODY: { code: 'request.invalid', hint: 'Send a JSON body.' },
  FST_ERR_CTP_INVALID_JSON_BODY: { code: 'request.invalid', hint: 'Send well-formed JSON.' },
  FST_ERR_BAD_URL: { code: 'request.invalid', hint: 'Correct the address.' },
};

function problemOfFastify(error: unknown): Problem {
  // Safety: only optional members are read, each checked below.
  const {
    code = '',
    statusCode = 500,
    message = '',
  } = (error ?? {}) as { code?: string; statusCode?: number; message?: string };
  const known = fastifyCodes[code];
  if (known) return problemOf(new VouchError({ ...known, message }));
  if (statusCode === 429)
    return problemOf(
      new VouchError({
        code: 'request.rate_limited',
        message: 'Too many requests.',
        hint: 'Wait a minute.',
        retryable: true,
      }),
    );
  if (statusCode >= 400 && statusCode < 500)
    return { ...problemOf(new VouchError({ code: 'request.invalid', message })), status: statusCode };
  return {
    type: 'urn:vouch:error:node.fault',
    title: 'node.fault',
    status: statusCode === 503 ? 503 : 500,
    detail: 'The node could not answer.',
    code: 'node.fault',
    hint: 'Try again, or ask another node.',
    retryable: true,
  };
}

/** Sends a problem document. */
export const sendProblem = (reply: FastifyReply, problem: Problem): FastifyReply =>
  reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));

/** Answers every fault and every unknown path with a problem document, or with a page where `page` makes one. */
export function registerProblems(
  app: FastifyInstance,
  page: (request: FastifyRequest, problem: Problem) => Promise<string | undefined>,
): void {
  const answer = async (request: FastifyRequest, reply: FastifyReply, problem: Problem): Promise<FastifyReply> => {
    const html = await page(request, problem);
    return html === undefined
      ? sendProblem(reply, problem)
      : reply.code(problem.status).type('text/html; charset=utf-8').send(html);
  };
  app.setErrorHandler(async (error, request, reply) => {
    const problem = problemOf(error);
    if (problem.status >= 500) request.log.error({ err: error, code: problem.code }, 'request failed');
    return answer(request, reply, problem);
  });
  app.setNotFoundHandler(async (request, reply) =>
    answer(
      request,
      reply,
      problemOf(
        new VouchError({
          code: 'page.not_found',
          message: 'There is nothing at this address.',
          hint: 'Check the address or search for it.',
        }),
      ),
    ),
  );
}
