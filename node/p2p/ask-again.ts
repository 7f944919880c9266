import { networkLimits } from './network-limits.ts';

/** What the chain, as far as this node has read it, may bear out some blocks later. */
const tooEarly: ReadonlySet<string> = new Set(['shop.stake_too_small', 'head.signer_unknown']);
/** A head that came just before the block that bears it out waits no longer than so. */
const SOON_MILLISECONDS = 1_000;

/**
 * Has peers asked again for heads that were turned away because the chain was not read far enough: those of every shop
 * when a node is new, and that of a shop that opened a moment ago.
 */
export interface AskAgain {
  /** A head was looked at. @param code `accepted`, or why it was turned away */
  checked(code: string): void;
  /** Another block was read. */
  chainRead(): void;
  stop(): void;
}

/** @param again asks peers; it is called at most once in `askAgainSeconds`, and only while something waits */
export function createAskAgain(again: () => void): AskAgain {
  let waits = false;
  let readAt = Number.NEGATIVE_INFINITY;
  let askedAt = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;

  const ask = (): void => {
    timer = undefined;
    waits = false;
    askedAt = performance.now();
    again();
  };
  const plan = (): void => {
    const rest = askedAt + networkLimits.askAgainSeconds * 1_000 - performance.now();
    timer ??= setTimeout(ask, Math.max(SOON_MILLISECONDS, rest)).unref();
  };
  return {
    checked: (code) => {
      if (!tooEarly.has(code)) return;
      waits = true;
      // The block may have been read while the head was looked at.
      if (performance.now() - readAt < SOON_MILLISECONDS) plan();
    },
    chainRead: () => {
      readAt = performance.now();
      if (waits) plan();
    },
    stop: () => clearTimeout(timer),
  };
}
