import type { Address } from '../../protocol/primitives.ts';
import { agreeOnBlock, noMajority, outvoted } from './agree.ts';
import type { Block, Header, Log } from './answers.ts';
import { isSame } from './check-logs.ts';
import type { Endpoint } from './endpoint.ts';
import type { Endpoints } from './endpoints.ts';
import { areProven, proveLogs } from './prove-logs.ts';
import { readRangeRefusal } from './range-limit.ts';

export interface JudgeParameters {
  endpoints: Endpoints;
  addresses: readonly Address[];
  /** Who gave the logs. */
  by: Endpoint;
}

export interface CompareParameters extends JudgeParameters {
  from: number;
  to: number;
  logs: readonly Log[];
}

/**
 * Compares the logs of a range of final blocks with another endpoint's. Where they differ, the receipts of the first such
 * block tell who lies: they hash to what its header commits to, so two endpoints are enough. Without them a third decides.
 * @param other has the same block at the end of the range
 * @returns false when the other could not be asked, or lied
 * @throws VouchError `rpc.outvoted` when `by` lied, `rpc.no_majority` when it cannot be told who did
 */
export async function compareLogs(parameters: CompareParameters, other: Endpoint): Promise<boolean> {
  const { addresses, from, to, logs } = parameters;
  const theirs = await readWhole(other, addresses, { from, to });
  if (theirs === undefined) return false;
  const number = firstDifference(logs, theirs);
  if (number === undefined) return true;
  await judge(parameters, number, [
    { endpoint: parameters.by, logs: logs.filter(({ block }) => block === number) },
    { endpoint: other, logs: theirs.filter(({ block }) => block === number) },
  ]);
  if (!parameters.by.isTrusted()) throw outvoted(`the logs of block ${number}`);
  return false;
}

/**
 * Reads a range in as many parts as the endpoint wants.
 * @returns undefined when it fails
 */
export async function readWhole(
  endpoint: Endpoint,
  addresses: readonly Address[],
  { from, to }: { from: number; to: number },
): Promise<Log[] | undefined> {
  try {
    return await endpoint.rpc.logsInRange(addresses, from, to);
  } catch (error) {
    const refusal = readRangeRefusal(error, { from, to });
    // Any other failure is in the endpoint's record: it is not compared with, and another is next time.
    if (refusal === undefined || from === to) return undefined;
    const span = Math.min(refusal.span ?? Number.POSITIVE_INFINITY, Math.ceil((to - from + 1) / 2));
    const first = await readWhole(endpoint, addresses, { from, to: from + span - 1 });
    const rest = first && (await readWhole(endpoint, addresses, { from: from + span, to }));
    return rest && first.concat(rest);
  }
}

/** @returns the first block whose logs are not the same in both lists */
export function firstDifference(a: readonly Log[], b: readonly Log[]): number | undefined {
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const [one, two] = [a[index], b[index]];
    if (one === undefined || two === undefined) return (one ?? two)?.block;
    if (!isSame(one, two)) return Math.min(one.block, two.block);
  }
  return undefined;
}

/** What an endpoint says are the logs of a block. */
export interface Claim {
  endpoint: Endpoint;
  logs: readonly Log[];
}

/**
 * Finds out who lies about the logs of a block, and quarantines whoever does.
 * @throws VouchError `rpc.no_majority` when it cannot be told, `rpc.outvoted` when `by` has another block than the others
 */
export async function judge(parameters: JudgeParameters, number: number, claims: readonly Claim[]): Promise<void> {
  const { endpoints, by } = parameters;
  const header = await by.rpc.block(number);
  if (header === undefined) throw noMajority(`block ${number}`);
  await agreeOnBlock(endpoints, by, header);
  const liars = (await liarsByProof(parameters, header, claims)) ?? (await liarsByVote(parameters, header, claims));
  for (const { endpoint } of liars) {
    endpoints.quarantine(endpoint, 'rpc.logs_differ', { block: number });
  }
}

async function liarsByProof(
  { endpoints, addresses, by }: JudgeParameters,
  header: Header,
  claims: readonly Claim[],
): Promise<readonly Claim[] | undefined> {
  for (const endpoint of [by, ...endpoints.others(by)]) {
    const proven = await proveLogs(endpoint.rpc, header, addresses).catch(() => undefined);
    if (proven === undefined) continue;
    const liars = claims.filter((claim) => !areProven(claim.logs, proven) || !isPlaced(claim.logs, header));
    // Receipts say nothing about the hashes of transactions: a difference in those alone is for a vote.
    return liars.length > 0 ? liars : undefined;
  }
  return undefined;
}

const isPlaced = (logs: readonly Log[], { hash, time }: Block): boolean =>
  logs.every((log) => log.blockHash === hash && (log.time === undefined || log.time === time));

async function liarsByVote(
  { endpoints, addresses, by }: JudgeParameters,
  header: Header,
  claims: readonly Claim[],
): Promise<readonly Claim[]> {
  const asked = new Set(claims.map(({ endpoint }) => endpoint));
  const all = [...claims];
  for (const endpoint of endpoints.others(by)) {
    if (asked.has(endpoint)) continue;
    const logs = await endpoint.rpc.logsOfBlock(addresses, header).catch(() => undefined);
    if (logs !== undefined) all.push({ endpoint, logs });
  }
  for (const { logs } of all) {
    const isShared = (claim: Claim) => firstDifference(claim.logs, logs) === undefined;
    if (all.filter(isShared).length * 2 > all.length) return all.filter((claim) => !isShared(claim));
  }
  throw noMajority(`the logs of block ${header.number}`);
}
