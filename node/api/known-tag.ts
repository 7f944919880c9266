import type { FastifyRequest } from 'fastify';

const opaque = (tag: string): string => tag.trim().replace(/^W\//, '');

/**
 * Whether the reader holds this state already, by RFC 9110's weak comparison.
 * @param etag with its quotes, weak or strong
 */
export function knowsTag(request: Pick<FastifyRequest, 'headers'>, etag: string): boolean {
  const known = request.headers['if-none-match']?.split(',') ?? [];
  return known.some((tag) => tag.trim() === '*' || opaque(tag) === opaque(etag));
}
