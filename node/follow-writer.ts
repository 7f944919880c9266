import type { Kysely } from 'kysely';
import type { Database } from '../indexer/store/schema.ts';
import type { LiveEvent } from '../protocol/api/live.ts';
import { type PolicyView, policyView } from '../protocol/api/policy.ts';
import { type StatusView, statusView } from '../protocol/api/status.ts';
import { unwrap, VouchError } from '../protocol/errors.ts';
import { validate } from '../protocol/validate.ts';
import { upstreamUnavailable } from './api/forward-routes.ts';
import type { IndexedBlock } from './live/live-hub.ts';
import type { Log } from './p2p/ports.ts';
import { repeat } from './p2p/repeat.ts';
import type { Rules } from './policy/rules.ts';
import { rulesOfView } from './policy/rules-of-view.ts';

const BLOCK_SECONDS = 0.25;
const NODE_SECONDS = 1;
const ANSWER_MILLISECONDS = 5_000;

/** What a process without a network knows of the node that writes to its database. */
export interface Writer {
  /** Its status when it answered last, with the newest block of the database that is read from. */
  status(): StatusView;
  /** What stands in the way: that the node does not answer. Pages are served all the same. */
  problem(): VouchError | null;
  /** What it carries, also while it does not answer. */
  policy(): { rules: Rules; view: PolicyView };
  stop(): Promise<void>;
}

export interface FollowWriterParameters {
  url: string;
  reads: Kysely<Database>;
  log: Log;
  /** Told of new blocks in the database. */
  indexed(block: IndexedBlock): void;
  /** Told of new catalogues in the database. */
  tell(event: LiveEvent): void;
}

/**
 * Follows a database that is written to elsewhere, and the node that does.
 * @throws VouchError `upstream.unavailable`: nothing is served before it is known what the node leaves out
 */
export async function followWriter(parameters: FollowWriterParameters): Promise<Writer> {
  const { url, reads, log, indexed, tell } = parameters;
  const ask = async <T>(path: string, schema: Parameters<typeof validate<T>>[0]): Promise<T> => {
    try {
      const answer = await fetch(new URL(path, url), { signal: AbortSignal.timeout(ANSWER_MILLISECONDS) });
      return unwrap(validate(schema, await answer.json(), 'answer'));
    } catch (cause) {
      throw upstreamUnavailable(cause);
    }
  };
  const readPolicy = async () => {
    const view = await ask('/api/v1/policy', policyView);
    return { view, rules: rulesOfView(view) };
  };
  let policy = await readPolicy();
  let status = await ask('/api/v1/status', statusView);
  let problem: VouchError | null = null;
  /** What the writer had a question ago: by now it is in the database, or that is behind. */
  let expected = 0;
  let newest: IndexedBlock | undefined;
  let doubted: string | undefined;

  const readBlock = async (): Promise<void> => {
    const row = await reads.selectFrom('checkpoint').select(['block as number', 'hash', 'time']).executeTakeFirst();
    if (row === undefined || row.hash === newest?.hash) return;
    // A replica that is a little behind another is no reorganisation, which is still there at the second look.
    if (newest !== undefined && row.number <= newest.number && doubted !== row.hash) doubted = row.hash;
    else {
      newest = row;
      indexed(row);
    }
  };
  const told = new Map<string, number>();
  const readCatalogues = async (): Promise<void> => {
    for (const { shop, version } of await reads.selectFrom('heads').select(['shop', 'version']).execute()) {
      const before = told.get(shop);
      told.set(shop, version);
      if (before !== undefined && before < version) tell({ kind: 'catalogue', shop, version });
    }
  };
  const readNode = async (): Promise<void> => {
    expected = status.block;
    try {
      status = await ask('/api/v1/status', statusView);
      policy = await readPolicy();
      problem = null;
    } catch (error) {
      problem = error instanceof VouchError ? error : upstreamUnavailable(error);
      throw error;
    }
    await readCatalogues();
  };
  await readBlock();
  await readNode();
  const rounds = [
    repeat({ seconds: BLOCK_SECONDS, name: 'Reading the newest block', log }, readBlock),
    repeat({ seconds: NODE_SECONDS, name: 'Asking the node that writes', log }, readNode),
  ];
  return {
    problem: () => problem,
    policy: () => policy,
    status: () => {
      const block = newest?.number ?? 0;
      const synced = problem === null && status.synced && block >= expected;
      return { ...status, synced, block, blockTime: newest?.time ?? status.blockTime };
    },
    stop: async () => {
      await Promise.all(rounds.map((round) => round.stop()));
    },
  };
}
