import type { LiveEvent } from '../../protocol/api/live.ts';

export type LiveKind = LiveEvent['kind'];

export interface LiveStreamOptions {
  /** Query of `/api/v1/live`, such as `shop=0x…`; empty hears of everything. */
  query: string;
  kinds: readonly LiveKind[];
  /** Number of the block that the page shows. */
  block: number;
  /** Something that was waited for happened, or may have happened unheard. */
  onChange: (kind: LiveKind) => void;
  /** The stream opened, or broke; the browser tries again by itself unless it was refused. */
  onState: (open: boolean) => void;
}

/**
 * Hears what happens on the market while the page is in view; a page in the background has no stream, and looks once
 * when it comes back.
 * @returns opens the stream anew where it was refused, or ends it
 */
export function openLiveStream({ query, kinds, block, onChange, onState }: LiveStreamOptions): {
  open: () => void;
  close: () => void;
} {
  let source: EventSource | null = null;
  let seen = block;
  let first = true;
  const open = (): void => {
    if (document.hidden || (source !== null && source.readyState !== EventSource.CLOSED)) return;
    first = true;
    source = new EventSource(`/api/v1/live?${query}`);
    source.onopen = () => onState(true);
    source.onerror = () => onState(false);
    source.addEventListener('block', ({ data }) => {
      const { number, missed } = JSON.parse(data) as { number: number; missed: boolean };
      // Blocks that came before the stream did, and blocks that were undone, say that something may be missing too.
      const mayLack = missed || (first ? number > seen : number < seen);
      if (mayLack || (number > seen && kinds.includes('block'))) onChange('block');
      seen = number;
      first = false;
    });
    for (const kind of kinds) if (kind !== 'block') source.addEventListener(kind, () => onChange(kind));
  };
  const ended = new AbortController();
  const { signal } = ended;
  const leave = (): void => {
    source?.close();
    source = null;
  };
  document.addEventListener('visibilitychange', () => (document.hidden ? leave() : open()), { signal });
  // A page that the browser keeps for going back must not keep its stream.
  addEventListener('pagehide', leave, { signal });
  addEventListener('pageshow', ({ persisted }) => persisted && open(), { signal });
  open();
  return {
    open,
    close: () => {
      ended.abort();
      leave();
    },
  };
}
