import { encodeAbiParameters, keccak256 } from 'viem';
import { encodeBlockHeader } from '../../../protocol/block-header.ts';
import type { CasePhase } from '../../../protocol/court.ts';
import { unwrap } from '../../../protocol/errors.ts';
import { appeal, createDispute, hearingOf, submitEvidence } from '../../../protocol/model/court-cases.ts';
import { advance } from '../../../protocol/model/court-decide.ts';
import { draw, panelOf } from '../../../protocol/model/court-draw.ts';
import { freeSeats, leaveSeats, takeSeats } from '../../../protocol/model/court-seats.ts';
import { commit, exclude, reveal } from '../../../protocol/model/court-votes.ts';
import { keyOf } from '../../../protocol/model/tables.ts';
import type { Call } from '../../../protocol/model/transaction.ts';
import type { Address, Hex } from '../../../protocol/primitives.ts';
import { type ActorName, actors, everyone, nameOf } from '../actors.ts';
import { blockAt, encode } from '../chain.ts';
import { anyTime, caller, digestOf, type KnownOrder, orderAt, someOrder, someToken } from '../choosing.ts';
import { abis } from '../deployment.ts';
import { type Act, type Choosing, type Run, type TokenName, tokenOf } from '../run.ts';
import type { TimeRef } from '../steps.ts';
import { noPermit } from './no-permit.ts';
import { simpleAct } from './simple.ts';

const zero: Hex = `0x${'00'.repeat(32)}`;

/** An order whose case is in one of these phases mostly. */
function someCase(context: Choosing, phases: readonly CasePhase[]): KnownOrder | undefined {
  const { run, random } = context;
  const fitting = [...run.orderIds].filter(([, id]) => phases.includes(run.tables.cases.get(id)?.phase ?? 'none'));
  const wild = random.below(fitting.length === 0 ? 60 : 25) === 0;
  if (fitting.length === 0 || wild) return wild ? someOrder(context, ['escalated']) : undefined;
  return orderAt(run, random.pick(fitting)[0]);
}

interface CaseParams {
  order: string;
}

/** An act that is a call of the court about one order. */
const caseAct = <P extends CaseParams>(options: {
  name: string;
  weight: number;
  phases: readonly CasePhase[];
  choose: (context: Choosing, known: KnownOrder) => { by: ActorName; params: Omit<P, 'order'>; time?: TimeRef };
  make: (
    run: Run,
    params: P,
    known: KnownOrder,
  ) => { name: string; args: readonly unknown[]; model: (call: Call) => void };
}): Act =>
  simpleAct<P>({
    name: options.name,
    weight: options.weight,
    choose: (context) => {
      const known = options.phases.includes('none')
        ? someOrder(context, ['disputed'], ({ order }) => order.arbitrator === context.run.at.court)
        : someCase(context, options.phases);
      if (known === undefined) return undefined;
      const { params, ...chosen } = options.choose(context, known);
      // Safety: the order completes the parameters.
      return { ...chosen, params: { ...params, order: known.ref } as unknown as P };
    },
    make: (run, params) => {
      const known = orderAt(run, params.order);
      return known === undefined ? undefined : { contract: 'court', ...options.make(run, params, known) };
    },
  });

const partyOf = ({ random }: Choosing, { order }: KnownOrder): ActorName =>
  caller(random, random.pick([order.buyer, order.shop]));

/** A place on a panel whose juror has to act. */
function somePlace(
  { run, random }: Choosing,
  known: KnownOrder,
  states: readonly string[],
): { seat: number; juror: Address | undefined } {
  const panel = panelOf(run, known.id, run.tables.cases.get(known.id)?.round ?? 0);
  const fitting = panel.flatMap(({ state }, seat) => (states.includes(state) ? [seat] : []));
  const seat = fitting.length > 0 && random.below(12) > 0 ? random.pick(fitting) : random.below(panel.length + 1);
  return { seat, juror: panel[seat]?.juror };
}

const commitmentOf = (id: Hex, round: number, juror: Address, vote: number, salt: Hex): Hex =>
  keccak256(
    encodeAbiParameters(
      [{ type: 'bytes32' }, { type: 'uint8' }, { type: 'address' }, { type: 'uint8' }, { type: 'bytes32' }],
      [id, round, juror, vote, salt],
    ),
  );

interface VoteParams extends CaseParams {
  seat: number;
  vote: number;
  salt: Hex;
  /** Whose commitment it is: another's cannot be revealed. */
  by: ActorName;
}

const secretKey = (id: Hex, round: number, juror: Address): string => keyOf(id, round, juror);

const around = (random: Choosing['random'], of: 'commit' | 'reveal' | 'appeal', ref: string, often: number): TimeRef =>
  random.below(often) === 0 ? { of, ref, offset: random.pick([-1, 0, 1]) } : { wait: 1 + random.below(300) };

const seatNames = (run: Run, token: TokenName): [string, ActorName][] =>
  [...run.tables.seats].flatMap(([key, { juror }]) => {
    const [at, seat = ''] = key.split(' ');
    return at === tokenOf(run, token) ? [[seat, nameOf(juror) ?? 'beggar'] as [string, ActorName]] : [];
  });

interface SeatsParams {
  token: TokenName;
  seats: number[];
}

const seatsAct = (
  name: 'leaveSeats' | 'freeSeats',
  weight: number,
  model: (call: Call, token: Address, seats: readonly number[]) => void,
): Act =>
  simpleAct<SeatsParams>({
    name,
    weight,
    choose: ({ run, random }) => {
      const token: TokenName = random.below(4) === 0 ? 'blocking' : 'dollar';
      const all = seatNames(run, token).filter(([seat]) => {
        const row = run.tables.seats.get(keyOf(tokenOf(run, token), seat));
        return name === 'leaveSeats' || row?.leavingAt !== 0 || random.below(10) === 0;
      });
      if (all.length === 0) return undefined;
      const [seat, by] = random.pick(all);
      const others = all.filter(([, owner]) => owner === by || random.below(20) === 0).map(([each]) => Number(each));
      const seats = random.below(20) === 0 ? [] : [Number(seat), ...others.slice(0, random.below(2))];
      const waits = name === 'freeSeats' && random.below(3) === 0;
      const time: TimeRef = waits
        ? { of: 'seat', ref: keyOf(tokenOf(run, token), seat), offset: random.pick([-1, 0, 1]) }
        : anyTime(random);
      return { by: caller(random, actors[by].address), params: { token, seats }, time };
    },
    make: (run, { token, seats }) => ({
      contract: 'court',
      name,
      args: [tokenOf(run, token), seats],
      model: (call) => model(call, tokenOf(run, token), seats),
    }),
  });

const drawAct: Act = {
  name: 'draw',
  weight: 9,
  choose: (context) => {
    const { random } = context;
    const known = someCase(context, ['drawing']);
    if (known === undefined) return undefined;
    return {
      by: random.pick(everyone),
      time: { wait: 1 + random.below(60) },
      params: { order: known.ref, wrong: random.below(30) === 0 },
    };
  },
  prepare: async (run, step) => {
    // Safety: `choose` made the parameters.
    const { order, wrong } = step.params as { order: string; wrong: boolean };
    const known = orderAt(run, order);
    if (known === undefined) return undefined;
    const { round } = hearingOf(run, known.order);
    const number = Math.min(Math.max(round.drawBlock, 1), run.latest.number);
    const block = await blockAt(wrong ? number - 1 : number);
    const fits = block.number === round.drawBlock;
    return {
      to: run.at.court,
      data: encode(abis.court, 'draw', [known.order, unwrap(encodeBlockHeader(block.raw))]),
      model: (call) => draw(call, hearingOf(call, known.order), { fits, randomness: block.mixHash }),
    };
  },
};

export const courtActs: Act[] = [
  simpleAct<{ token: TokenName; seats: number }>({
    name: 'take seats',
    weight: 3,
    choose: ({ random }) => ({
      by: random.pick(everyone),
      params: { token: someToken(random), seats: random.below(20) === 0 ? random.pick([0, 21]) : 1 + random.below(6) },
    }),
    make: (run, { token, seats }) => ({
      contract: 'court',
      name: 'takeSeats',
      args: [tokenOf(run, token), seats, noPermit],
      model: (call) => takeSeats(call, tokenOf(run, token), seats),
    }),
  }),
  seatsAct('leaveSeats', 1, leaveSeats),
  seatsAct('freeSeats', 1.5, freeSeats),
  caseAct({
    name: 'open case',
    weight: 10,
    phases: ['none'],
    choose: (context, known) => ({ by: partyOf(context, known), params: {} }),
    make: (_run, _params, { order }) => ({
      name: 'createDispute',
      args: [order],
      model: (call) => createDispute(call, order),
    }),
  }),
  caseAct<CaseParams & { evidence: Hex }>({
    name: 'submit evidence',
    weight: 3,
    phases: ['drawing', 'voting', 'appealable'],
    choose: (context, known) => ({
      by: partyOf(context, known),
      params: { evidence: context.random.below(15) === 0 ? zero : digestOf(context.random) },
    }),
    make: (_run, { evidence }, { order }) => ({
      name: 'submitEvidence',
      args: [order, evidence],
      model: (call) => submitEvidence(call, order, evidence),
    }),
  }),
  drawAct,
  caseAct<VoteParams>({
    name: 'commit',
    weight: 22,
    phases: ['voting'],
    choose: (context, known) => {
      const { random } = context;
      const { seat, juror } = somePlace(context, known, ['drawn', random.below(10) === 0 ? 'committed' : 'drawn']);
      const by = caller(random, juror ?? '');
      const vote = random.below(3) > 0 ? 2 : random.pick([1, 1, random.below(10) === 0 ? 3 : 1]);
      const time = around(random, 'commit', known.ref, 15);
      return {
        by,
        time,
        params: { seat, vote, salt: digestOf(random), by: random.below(20) === 0 ? random.pick(everyone) : by },
      };
    },
    make: (run, { seat, vote, salt, by }, { id, order }) => {
      const round = run.tables.cases.get(id)?.round ?? 0;
      const commitment = commitmentOf(id, round, actors[by].address, vote, salt);
      run.secrets.set(secretKey(id, round, actors[by].address), { vote, salt });
      return {
        name: 'commit',
        args: [id, seat, commitment],
        model: (call) => commit(call, hearingOf(call, order), seat, commitment),
      };
    },
  }),
  caseAct<VoteParams>({
    name: 'reveal',
    weight: 24,
    phases: ['voting'],
    choose: (context, known) => {
      const { run, random } = context;
      const { seat, juror } = somePlace(context, known, ['committed']);
      const round = hearingOf(run, known.order);
      const secret = run.secrets.get(secretKey(known.id, round.found.round, juror ?? actors.beggar.address));
      const by = caller(random, juror ?? '');
      const early = round.round.uncommitted > 0 && random.below(4) === 0;
      const time: TimeRef = early
        ? { of: 'commit', ref: known.ref, offset: 1 }
        : around(random, 'reveal', known.ref, 20);
      const wrong = random.below(25) === 0;
      return {
        by,
        time,
        params: { seat, vote: wrong ? 3 - (secret?.vote ?? 1) : (secret?.vote ?? 1), salt: secret?.salt ?? zero, by },
      };
    },
    make: (run, { seat, vote, salt, by }, { id, order }) => {
      const round = run.tables.cases.get(id)?.round ?? 0;
      const commitment = commitmentOf(id, round, actors[by].address, vote, salt);
      return {
        name: 'reveal',
        args: [id, seat, vote, salt],
        model: (call) => reveal(call, hearingOf(call, order), seat, { vote, commitment }),
      };
    },
  }),
  caseAct<CaseParams & { seat: number; proof: string }>({
    name: 'exclude',
    weight: 5,
    phases: ['voting'],
    choose: (context, known) => {
      const { run, random } = context;
      const { seat, juror } = somePlace(context, known, ['drawn', 'committed', 'revealed']);
      const { order } = known;
      const tied = [...run.orderIds].filter(([, id]) => {
        const each = run.tables.orders.get(id);
        const payees = [each?.buyer, each?.shop, each?.promoter, each?.host, each?.leader, each?.pickup, each?.parent];
        return (
          juror !== undefined &&
          payees.includes(juror) &&
          [order.shop, order.buyer].some((who) => who === each?.shop || who === each?.buyer)
        );
      });
      const proof =
        tied.length > 0 && random.below(8) > 0
          ? random.pick(tied)[0]
          : (someOrder(context, ['completed'])?.ref ?? known.ref);
      return { by: partyOf(context, known), params: { seat, proof } };
    },
    make: (run, { seat, proof }, { order }) => {
      const proven = orderAt(run, proof)?.order ?? order;
      return {
        name: 'exclude',
        args: [order, seat, proven],
        model: (call) => exclude(call, hearingOf(call, order), seat, proven),
      };
    },
  }),
  caseAct({
    name: 'advance',
    weight: 9,
    phases: ['voting', 'appealable'],
    choose: (context, known) => {
      const { run, random } = context;
      const { found, round } = hearingOf(run, known.order);
      const waits = found.phase === 'appealable' || round.unrevealed > 0;
      const of = found.phase === 'appealable' ? 'appeal' : 'reveal';
      const jumps = waits && random.below(4) === 0;
      const time: TimeRef = jumps
        ? { of, ref: known.ref, offset: random.pick([0, 1, 1, 1]) }
        : { wait: 1 + random.below(60) };
      return { by: random.pick(everyone), time, params: {} };
    },
    make: (_run, _params, { order }) => ({
      name: 'advance',
      args: [order],
      model: (call) => advance(call, hearingOf(call, order)),
    }),
  }),
  caseAct({
    name: 'advance after the end',
    weight: 2,
    phases: ['drawing', 'voting', 'appealable'],
    choose: ({ random }) => ({ by: random.pick(everyone), params: {} }),
    make: (_run, _params, { order }) => ({
      name: 'advance',
      args: [order],
      model: (call) => advance(call, hearingOf(call, order)),
    }),
  }),
  caseAct({
    name: 'appeal',
    weight: 5,
    phases: ['appealable'],
    choose: (context, known) => ({
      by: partyOf(context, known),
      time: around(context.random, 'appeal', known.ref, 8),
      params: {},
    }),
    make: (_run, _params, { order }) => ({ name: 'appeal', args: [order], model: (call) => appeal(call, order) }),
  }),
];
