import { BaseError, HttpRequestError, ResponseBodyTooLargeError, RpcRequestError, TimeoutError } from 'viem';

const PAYLOAD_TOO_LARGE = 413;

/** What a refused range says about the next one. */
export interface RangeRefusal {
  /** Blocks that the endpoint says it would take; undefined when it says nothing usable. */
  span: number | undefined;
  /** True when the endpoint never takes more, whatever is in the blocks. */
  isLimit: boolean;
}

/**
 * Whether an error means that a range of blocks had too many blocks or logs, and which range would do.
 * @param range the blocks that were asked for, both included
 * @returns undefined when a smaller range would fail too
 */
export function readRangeRefusal(error: unknown, range: { from: number; to: number }): RangeRefusal | undefined {
  if (!(error instanceof BaseError)) return undefined;
  const unknown: RangeRefusal = { span: undefined, isLimit: false };
  if (error.walk((cause) => cause instanceof TimeoutError || cause instanceof ResponseBodyTooLargeError) !== null)
    return unknown;
  const http = error.walk((cause) => cause instanceof HttpRequestError);
  if (http instanceof HttpRequestError) return http.status === PAYLOAD_TOO_LARGE ? unknown : undefined;
  const refusal = error.walk((cause) => cause instanceof RpcRequestError);
  if (!(refusal instanceof RpcRequestError)) return undefined;
  return suggestedSpan(`${refusal.details} ${textOf(refusal.data)}`, range) ?? unknown;
}

/**
 * Reads what an endpoint suggests in its error. Providers name a range that would do, or the most blocks that they take.
 * @param text the error's message and data
 */
export function suggestedSpan(text: string, range: { from: number; to: number }): RangeRefusal | undefined {
  const asked = range.to - range.from + 1;
  const named = /(0x[0-9a-f]+|\d+)\s*(?:,|-|to)\s*(0x[0-9a-f]+|\d+)/gi;
  for (const [, first = '', last = ''] of text.matchAll(named)) {
    const span = Number(last) - Number(first) + 1;
    if (Number(first) === range.from && span >= 1 && span < asked) return { span, isLimit: false };
  }
  if (!/block|range/i.test(text)) return undefined;
  const limit =
    /(?:limited to|limit(?: is| of|:)?|up to|most|max(?:imum)?\D{0,40}|exceed\w*\D{0,40}|than)\s*(?:an?\s+)?(?:0\s*-\s*)?(\d[\d,_]*)\s*(k?)\b(?!\s*(?:results|logs|entries|bytes|mb|events))/gi;
  for (const [, digits = '', kilo] of text.matchAll(limit)) {
    const span = Number(digits.replaceAll(/[,_]/g, '')) * (kilo === '' ? 1 : 1_000);
    if (span >= 1 && span < asked) return { span, isLimit: true };
  }
  return undefined;
}

const textOf = (data: unknown): string => (data === undefined || data === null ? '' : JSON.stringify(data));
