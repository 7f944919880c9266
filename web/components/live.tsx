import type { LiveKind } from '../islands/live-stream.ts';
import type { PageView } from '../page-view.ts';
import { Island } from './island.tsx';

/** Keeps parts of a page fresh, named by their IDs. */
export const Live = ({
  view,
  parts,
  kinds,
  query = {},
  pauseSeconds = 1,
  moved = null,
}: {
  view: PageView;
  parts: readonly string[];
  /** What changes them. */
  kinds: readonly LiveKind[];
  /** Whom or what the page is about; empty for the whole market. */
  query?: Readonly<Record<string, string>>;
  /** Least seconds between two looks: a page of much traffic need not follow each event. */
  pauseSeconds?: number;
  /** Where the page's subject is found once it is no longer here. */
  moved?: string | null;
}) => (
  <Island
    name="live"
    props={{
      parts: [...parts],
      kinds: [...kinds],
      query: new URLSearchParams(query).toString(),
      block: view.base.status.block,
      pauseSeconds,
      moved,
    }}
  />
);
