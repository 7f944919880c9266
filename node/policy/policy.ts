import type { CID } from 'multiformats/cid';
import type { PolicyView } from '../../protocol/api/policy.ts';
import { failure, type Result, success, unwrap, VouchError } from '../../protocol/errors.ts';
import type { Policy } from '../../protocol/policy.ts';
import { decodePolicyList, type PolicyList, type SignedPolicyList } from '../../protocol/policy-list.ts';
import type { Address } from '../../protocol/primitives.ts';
import type { Log } from '../p2p/ports.ts';
import { repeat } from '../p2p/repeat.ts';
import { listAuthors, listFolder, readList, writeList } from './list-files.ts';
import { policyFile, readPolicy, stampOf } from './policy-file.ts';
import { blockRefusal, personRefusal, shopRefusal } from './refusals.ts';
import { compileRules, type Rules } from './rules.ts';

/** How often the files are looked at: a change is in force that soon. */
const LOOK_SECONDS = 1;

/** What a node carries, as its operator and the subscribed lists say. */
export interface NodePolicy {
  rules(): Rules;
  /** Why a shop is not carried: `policy.denied` or `policy.not_followed`; null when it is. */
  shopRefusal(shop: Address): VouchError | null;
  /** Why the note of a person is not carried: `policy.denied`; null when it is. */
  personRefusal(account: Address): VouchError | null;
  /** Why a block is not carried: `policy.denied`; null when it is. */
  blockRefusal(cid: CID): VouchError | null;
  view(): PolicyView;
  /** Calls back after every change of the rules. @returns ends it */
  onChange(listener: (rules: Rules) => void): () => void;
  /** Authors of subscribed lists with the version held, zero for none. */
  subscriptions(): { author: Address; version: number }[];
  /** The newest list of an author that is here, as it was signed. */
  listOf(author: Address): { version: number; bytes: Uint8Array } | undefined;
  /**
   * Takes a list of a subscribed author, if it is newer than what is here.
   * @returns `policy_list.*`; `policy_list.unsubscribed`; `policy_list.stale`
   */
  receive(bytes: Uint8Array): Promise<Result<PolicyList>>;
  stop(): Promise<void>;
}

/**
 * Reads the operator's policy and the lists of the data folder, and reads them again whenever a file changes. A change that
 * is not valid leaves everything as it was, and says so in the log and in the view.
 * @param options `verify` checks the signature of a list
 * @throws VouchError `policy.unreadable`, `policy.invalid`: a node does not start on a policy that it cannot follow
 */
export async function startPolicy(options: {
  dataDir: string;
  verify: (signed: SignedPolicyList) => Promise<Result<PolicyList>>;
  log: Log;
}): Promise<NodePolicy> {
  const { dataDir, verify, log } = options;
  const listeners = new Set<(rules: Rules) => void>();
  let policy: Policy = await readPolicy(dataDir);
  let held = new Map<Address, { list: PolicyList; bytes: Uint8Array }>();
  let rules = compileRules(policy, []);
  let problem: { code: string; message: string } | undefined;
  let seen = '';

  const stamp = async () => `${await stampOf(policyFile(dataDir))} ${await stampOf(listFolder(dataDir))}`;
  const readLists = async () => {
    const found: typeof held = new Map();
    for (const author of await listAuthors(dataDir)) {
      try {
        const { signed, bytes } = await readList(dataDir, author);
        const list = unwrap(await verify(signed));
        if (list.author === author) found.set(author, { list, bytes });
      } catch (error) {
        const known = held.get(author);
        if (known !== undefined) found.set(author, known);
        log.warn({ err: error, author }, 'A list in the folder cannot be used; the one before stays in force.');
      }
    }
    return found;
  };
  const apply = () => {
    rules = compileRules(
      policy,
      policy.lists.flatMap((author) => held.get(author)?.list ?? []),
    );
    for (const listener of listeners) listener(rules);
  };
  const look = async (): Promise<void> => {
    const now = await stamp();
    if (now === seen) return;
    seen = now;
    try {
      policy = await readPolicy(dataDir);
      problem = undefined;
    } catch (error) {
      if (!(error instanceof VouchError)) throw error;
      problem = { code: error.code, message: error.message };
      log.error(
        { err: error },
        'The policy file was changed to something that is not valid; the one before stays in force.',
      );
    }
    held = await readLists();
    apply();
  };
  await look();
  const looking = repeat({ seconds: LOOK_SECONDS, name: 'Reading the policy', log }, look);

  return {
    rules: () => rules,
    shopRefusal: (shop) => shopRefusal(rules, shop),
    personRefusal: (account) => personRefusal(rules, account),
    blockRefusal: (cid) => blockRefusal(rules, cid),
    view: () => ({ ...rules.view, ...(problem === undefined ? {} : { problem }) }),
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    subscriptions: () => policy.lists.map((author) => ({ author, version: held.get(author)?.list.version ?? 0 })),
    listOf: (author) => {
      const found = held.get(author);
      return found && { version: found.list.version, bytes: found.bytes };
    },
    receive: async (bytes) => {
      const decoded = decodePolicyList(bytes);
      if (!decoded.ok) return decoded;
      const { author, version } = decoded.value.list;
      if (!policy.lists.includes(author)) return unsubscribed(author);
      const known = held.get(author)?.list.version ?? 0;
      if (version <= known) return stale(version, known);
      const verified = await verify(decoded.value);
      if (!verified.ok) return verified;
      await writeList(dataDir, decoded.value);
      held.set(author, { list: verified.value, bytes });
      log.info({ author, version, denials: verified.value.entries.length }, 'A subscribed list has a newer version.');
      apply();
      return success(verified.value);
    },
    stop: () => looking.stop(),
  };
}

const unsubscribed = (author: Address) =>
  failure({
    code: 'policy_list.unsubscribed',
    message: `The operator of this node does not subscribe to lists of ${author}.`,
    hint: 'Run on the node: vouch policy subscribe with the address.',
    details: { field: 'list.author', author },
  });

const stale = (version: number, known: number) =>
  failure({
    code: 'policy_list.stale',
    message: `Version ${version} of the list is not newer than ${known}, which this node holds.`,
    hint: 'Publish under a higher version.',
    details: { field: 'list.version', limit: `above ${known}` },
  });
