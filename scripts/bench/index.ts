import { chmod, mkdir, readFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { followedAddresses } from '../../indexer/handlers/decode-log.ts';
import { startCluster } from '../../indexer/store/cluster.ts';
import { nodeFlags } from '../start/node-flags.ts';
import type { BenchmarkRow, RunBenchmark } from './benchmark.ts';
import { type BenchChain, startBenchChain } from './index/chain.ts';
import { type CopyFloor, measureCopyFloor } from './index/copy-floor.ts';
import type { FloorFigures, FloorInput } from './index/floor-process.ts';
import { runMeasured } from './index/measured-process.ts';
import type { OurFigures, OurInput } from './index/our-process.ts';
import { installIndexPeers, type PeerFigures, runIndexPeer } from './index/peers.ts';
import { postgresCpu } from './index/postgres-cpu.ts';
import { profileRows } from './index/profile-rows.ts';

const EVENTS = 100_000;
const PEER_PORT = 21_242;
/** Blocks in one request of the floor: about as many logs as one range of ours. */
const FLOOR_SPAN = 22;
const folder = path.join(import.meta.dirname, '../../data/bench/index');

type WithPostgres<Figures> = Figures & { postgresCpu: number };

/**
 * Indexing 100,000 events of the real contracts: bare log fetching, this project, Ponder and SQD on one chain and one
 * PostgreSQL server. `alone` leaves the two others out; a number sets how many events.
 */
export const run: RunBenchmark = async ({ args, log }) => {
  const alone = args.includes('alone');
  const events = Number(args.find((each) => /^\d+$/.test(each)) ?? EVENTS);
  if (!alone) await installIndexPeers();
  // PostgreSQL does not run as root: its user must be able to enter.
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o755);
  const loadBefore = loadavg()[0] ?? 0;
  const chain = await startBenchChain({ folder, events, log });
  const quiet = { debug: () => undefined, info: () => undefined, warn: console.error, error: console.error };
  const cluster = await startCluster({ dataDir: folder, port: undefined, log: quiet });
  const admin = new pg.Client({ connectionString: cluster.url('postgres') });
  await admin.connect();
  const [postmaster] = (await readFile(path.join(folder, 'postgres/data/postmaster.pid'), 'utf8')).split('\n');
  /** Runs one of them on a database of its own. */
  const on = async <Figures>(name: string, work: (url: string) => Promise<Figures>): Promise<WithPostgres<Figures>> => {
    log(`${name} …`);
    await admin.query(`drop database if exists ${name}`);
    await admin.query(`create database ${name}`);
    await admin.query('checkpoint');
    const before = await postgresCpu(Number(postmaster));
    const figures = await work(cluster.url(name));
    return { ...figures, postgresCpu: (await postgresCpu(Number(postmaster))) - before };
  };
  try {
    const floor = await measureFloor(chain);
    const measured = (profile: boolean) => (databaseUrl: string) =>
      measureOurs(chain, { databaseUrl, postmaster: Number(postmaster), profile });
    const ours = await on('ours', measured(false));
    const copy = await on('copied', (to) =>
      measureCopyFloor({
        from: cluster.url('ours'),
        to,
        dataDir: folder,
        postmaster: Number(postmaster),
        log: quiet,
      }),
    );
    // In a run of its own: looking takes time too.
    const { profile } = await on('looked_at', measured(true));
    const others: Partial<Record<'ponder' | 'sqd', WithPostgres<PeerFigures>>> = {};
    for (const peer of alone ? [] : (['ponder', 'sqd'] as const)) {
      const logFile = path.join(folder, `${peer}.log`);
      others[peer] = await on(peer, (databaseUrl) =>
        runIndexPeer(peer, { chain, databaseUrl, scratch: folder, port: PEER_PORT, logFile }),
      );
    }
    return [
      ...table({ chain, floor, copy, ours, others, load: [loadBefore, loadavg()[0] ?? 0] }),
      ...(profile === undefined ? [] : profileRows(profile)),
    ];
  } finally {
    await admin.end();
    await cluster.stop();
    await chain.stop();
  }
};

const measureFloor = ({ url, deployment, blocks }: BenchChain) =>
  runMeasured<FloorFigures>(path.join(import.meta.dirname, 'index/floor-process.ts'), {
    input: {
      url,
      addresses: followedAddresses(deployment.contracts),
      from: deployment.block,
      to: blocks,
      span: FLOOR_SPAN,
    } satisfies FloorInput,
  });

const measureOurs = (
  { url, deployment, blocks, lastEventBlock }: BenchChain,
  run: Pick<OurInput, 'databaseUrl' | 'postmaster' | 'profile'>,
) =>
  runMeasured<OurFigures>(path.join(import.meta.dirname, 'index/our-process.ts'), {
    input: { url, deployment, blocks, lastEventBlock, dataDir: folder, ...run } satisfies OurInput,
    flags: nodeFlags,
  });

interface Measured {
  chain: BenchChain;
  floor: FloorFigures & { wall: number };
  copy: CopyFloor;
  ours: WithPostgres<OurFigures & { wall: number }>;
  others: Partial<Record<'ponder' | 'sqd', WithPostgres<PeerFigures>>>;
  load: [number, number];
}

function table({ chain, floor, copy, ours, others, load }: Measured): BenchmarkRow[] {
  const { events } = chain;
  const perSecond = (milliseconds: number) => Math.round((events / milliseconds) * 1_000);
  const row = (name: string, value: number, unit: string, more: Partial<BenchmarkRow> = {}): BenchmarkRow => ({
    case: name,
    value: Math.round(value * 10) / 10,
    unit,
    ...more,
  });
  const wait = Math.max(0, ours.loop - ours.loopCpu);
  const peerRows = Object.entries(others).flatMap(([name, peer]) => {
    const least = name === 'ponder' ? 8 : 3;
    return [
      row(`${name}: from the start of the process until it is ready`, peer.wall / 1_000, 's', {
        peer: `${perSecond(peer.wall)} events/s`,
      }),
      row(`${name}: processor time, its own / PostgreSQL's`, peer.cpu / 1_000, 's', {
        peer: `${(peer.postgresCpu / 1_000).toFixed(1)} s`,
      }),
      row(`${name}: most resident memory`, peer.peak, 'MB'),
      // Neither has indexes beside the keys then.
      row(`ours is faster than ${name}, from the start until all rows stand`, peer.wall / ours.committed, '×', {
        goal: { atLeast: least },
      }),
      row(`ours is faster than ${name}, its indexes and scores included`, peer.wall / ours.ready, '×'),
      row(
        `ours takes less processor time than ${name}, with PostgreSQL`,
        (peer.cpu + peer.postgresCpu) / ours.readyCpu,
        '×',
      ),
    ];
  });
  return [
    row('load of the machine before', load[0], '', { peer: `after ${load[1].toFixed(1)}` }),
    row('events of the contracts', events, '', { peer: `in ${chain.blocks} blocks` }),
    row('floor: eth_getLogs and JSON.parse', perSecond(floor.loop), 'events/s', {
      peer: `${(floor.bytes / 1e6).toFixed(0)} MB`,
    }),
    row('floor: the same rows by COPY from files of the server', copy.loop / 1_000, 's', {
      peer: `${copy.rows} rows, ${(copy.cpu / 1_000).toFixed(1)} s of PostgreSQL's processor`,
    }),
    row('floor: fetching, and then COPY', perSecond(floor.loop + copy.loop), 'events/s'),
    row('ours: loop, until the last row is committed', perSecond(ours.loop), 'events/s', { goal: { atLeast: 25_000 } }),
    row('ours: part of bare log fetching', (100 * floor.loop) / ours.loop, '%', { goal: { atLeast: 30 } }),
    row('ours: most resident memory', ours.peak, 'MB', { goal: { atMost: 350 } }),
    row('ours: from the start of the process until all rows stand', ours.committed / 1_000, 's', {
      peer: `${perSecond(ours.committed)} events/s`,
    }),
    row('ours: from the start of the process until all is known', ours.ready / 1_000, 's', {
      peer: `${perSecond(ours.ready)} events/s`,
    }),
    row('ours: until scores and facts of trust are known', ours.untilScores / 1_000, 's'),
    row("ours: processor time, its own / PostgreSQL's", ours.cpu / 1_000, 's', {
      peer: `${(ours.postgresCpu / 1_000).toFixed(1)} s`,
    }),
    ...peerRows,
    row("remaining time: own processor's / PostgreSQL's, in the loop", ours.loopCpu / 1_000, 's', {
      peer: `${(ours.loopPostgresCpu / 1_000).toFixed(1)} s`,
    }),
    row('remaining time: waiting for PostgreSQL and the chain', wait / 1_000, 's', {
      peer: `the chain takes ${((floor.loop - floor.parse) / 1_000).toFixed(1)} s to answer the floor`,
    }),
  ];
}
