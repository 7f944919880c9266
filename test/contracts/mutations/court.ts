import { defaultParameters } from '../../../scripts/deploy/defaults.ts';
import { networkHelpers } from '../setup/chain.ts';
import {
  answered,
  attempt,
  type CourtWorld,
  commit,
  DAY,
  decidingHeader,
  draw,
  drawnPlaces,
  execute,
  openCase,
  type Place,
  reveal,
  roundNow,
  saltOf,
  seatJurors,
  takeSeats,
  vote,
} from '../setup/court.ts';
import { orderAt, type PaidOrder } from '../setup/orders.ts';
import { bytes32, dollars, noPermit, type World } from '../setup/world.ts';
import { mutationsOf } from './mutation.ts';

/** Enough for one panel. */
const few = 3;

type Step = (world: CourtWorld) => Promise<unknown>;
type OnCase = (world: CourtWorld, paid: PaidOrder) => Promise<unknown>;
type OnPlace = (world: CourtWorld, paid: PaidOrder, places: [Place, Place, Place]) => Promise<unknown>;

const seated = (step: Step) => async (world: World) => step(await seatJurors(world, few));
/** In a case whose panel is not drawn yet. */
const opened = (step: OnCase) => seated(async (world) => step(world, await openCase(world)));
/** In a case whose jurors may vote. */
const voting = (step: OnPlace) =>
  opened(async (world, paid) => {
    await draw(world, paid);
    // Safety: the jurors are enough for a whole panel.
    return step(world, paid, (await drawnPlaces(world, paid)) as [Place, Place, Place]);
  });
/** In a case that the shop won. */
const won = (step: OnCase) =>
  opened(async (world, paid) => {
    await attempt(world, paid, ['shop', 'shop', 'shop']);
    return step(world, paid);
  });
const closed = (step: OnCase) =>
  won(async (world, paid) => {
    await execute(world, paid);
    return step(world, paid);
  });

/** Of the first juror, whose seats are the first ten. */
const leave = (world: CourtWorld, seatIds: number[]) =>
  world.court.as(world.jurors[0]!).leaveSeats(world.addresses.demoDollar, seatIds);
const free = (world: CourtWorld, seatIds: number[]) =>
  world.court.as(world.jurors[0]!).freeSeats(world.addresses.demoDollar, seatIds);
const many = Array.from({ length: 21 }, (_, seat) => seat);

const bring = (world: World, { order }: PaidOrder) => world.court.as(world.actors.buyer).createDispute(order);
const allCommit = async (world: CourtWorld, paid: PaidOrder, places: readonly Place[]) => {
  for (const place of places) await commit(world, paid, place, 'shop');
};
const until = (seconds: bigint) => networkHelpers.time.increaseTo(Number(seconds));
const submit = (world: World, { order }: PaidOrder, evidence: string) =>
  world.court.as(world.actors.buyer).submitEvidence(order, evidence);

const seatRows = mutationsOf('court', [
  [
    'CourtTokenRefused',
    'a token without jurors',
    ({ court, addresses }) => court.takeSeats(addresses.market, 1, noPermit),
  ],
  ['CourtSeatsInvalid', 'takeSeats: none', (world) => takeSeats(world, world.actors.stranger, 0)],
  ['CourtSeatsInvalid', 'takeSeats: 21', (world) => takeSeats(world, world.actors.stranger, 21)],
  ['CourtSeatsInvalid', 'leaveSeats: none', seated((world) => leave(world, []))],
  ['CourtSeatsInvalid', 'leaveSeats: 21', seated((world) => leave(world, many))],
  ['CourtSeatsInvalid', 'freeSeats: none', seated((world) => free(world, []))],
  ['CourtSeatsInvalid', 'freeSeats: 21', seated((world) => free(world, many))],
  ['CourtSeatNotYours', 'leaveSeats: of another juror', seated((world) => leave(world, [10]))],
  ['CourtSeatNotYours', 'freeSeats: of another juror', seated((world) => free(world, [10]))],
  ['CourtSeatLeaving', 'given up twice at once', seated((world) => leave(world, [0, 0]))],
  ['CourtSeatBusy', 'freed while kept', seated((world) => free(world, [0]))],
  [
    'CourtSeatBusy',
    'freed a second early',
    seated(async (world) => {
      await leave(world, [0]);
      await networkHelpers.time.setNextBlockTimestamp((await networkHelpers.time.latest()) + 28 * DAY - 1);
      return free(world, [0]);
    }),
  ],
  [
    'CourtSeatNotYours',
    'freed twice at once',
    seated(async (world) => {
      await leave(world, [0]);
      await networkHelpers.time.increase(28 * DAY);
      return free(world, [0, 0]);
    }),
  ],
  [
    'CourtStakeLocked',
    'a case holds it',
    voting(async (world) => {
      await leave(world, many.slice(0, 10));
      await networkHelpers.time.increase(28 * DAY);
      return free(world, many.slice(0, 10));
    }),
  ],
]);

const openingRows = mutationsOf('court', [
  [
    'CourtNotArbitrator',
    'an offer that names somebody else',
    seated(async (world) => bring(world, await orderAt('answered', world))),
  ],
  [
    'CourtCallerWrong',
    'brought by a stranger',
    seated(async (world) => {
      const { order } = await answered(world);
      return world.court.as(world.actors.stranger).createDispute(order);
    }),
  ],
  ['CourtCaseExists', 'brought twice', opened(bring)],
  ['CourtCaseExists', 'brought again after its end', closed(bring)],
  [
    'CourtWindowTooShort',
    'a second less than the longest case',
    seated(async (world) => {
      const parameters = { ...defaultParameters, ruleWithinSeconds: 16 * DAY - 1 };
      await world.settings.setParameters(parameters);
      return bring(world, await answered(world));
    }),
  ],
  [
    'CourtValueAboveCap',
    'a unit more than a quarter of the stakes',
    seated(async (world) => bring(world, await answered(world, dollars(370) + 1n))),
  ],
  [
    'CourtJurorsShort',
    'one juror left, where two decide',
    seated(async (world) => {
      const { court, addresses, jurors } = world;
      await leave(world, many.slice(0, 10));
      await court.as(jurors[1]!).leaveSeats(addresses.demoDollar, many.slice(10, 20));
      return bring(world, await answered(world, dollars(95)));
    }),
  ],
  ['CourtEvidenceEmpty', 'nothing', opened((world, paid) => submit(world, paid, `0x${'00'.repeat(32)}`))],
  [
    'CourtTooMuchEvidence',
    'a ninth piece',
    opened(async (world, paid) => {
      for (let piece = 0; piece < 8; piece += 1) await submit(world, paid, bytes32(`photo ${piece}`));
      return submit(world, paid, bytes32('a ninth'));
    }),
  ],
  [
    'CourtCallerWrong',
    'evidence of a stranger',
    opened((world, { order }) => world.court.as(world.actors.stranger).submitEvidence(order, bytes32('photo'))),
  ],
  [
    'CourtPhaseWrong',
    'evidence before the case',
    seated(async (world) => submit(world, await answered(world), bytes32('photo'))),
  ],
  ['CourtPhaseWrong', 'evidence after the case', closed((world, paid) => submit(world, paid, bytes32('photo')))],
]);

const drawRows = mutationsOf('court', [
  ['CourtPhaseWrong', 'draw: no case', seated(async (world) => world.court.draw((await answered(world)).order, '0x'))],
  ['CourtPhaseWrong', 'draw: drawn already', voting(draw)],
  [
    'CourtDrawAhead',
    'draw: in the block that decides',
    opened(async (world, { order }) => {
      await networkHelpers.mine(3);
      return world.court.draw(order, '0x');
    }),
  ],
  [
    'CourtHeaderWrong',
    'draw: a header with one byte more',
    opened(async (world, paid) => world.court.draw(paid.order, `${await decidingHeader(world, paid)}00`)),
  ],
]);

const voteRows = mutationsOf('court', [
  [
    'CourtPhaseWrong',
    'commit: before the draw',
    opened((world, { orderId }) => world.court.as(world.jurors[0]!).commit(orderId, 0, bytes32('sealed'))),
  ],
  [
    'CourtNotJuror',
    'commit: the seat of another',
    voting((world, { orderId }, [first]) => world.court.as(first.juror).commit(orderId, 1, bytes32('sealed'))),
  ],
  [
    'CourtNotJuror',
    'commit: a seat that is not there',
    voting((world, { orderId }, [first]) => world.court.as(first.juror).commit(orderId, 3, bytes32('sealed'))),
  ],
  [
    'CourtSeatStateWrong',
    'commit: once all committed',
    voting(async (world, paid, places) => {
      await allCommit(world, paid, places);
      return commit(world, paid, places[0], 'buyer');
    }),
  ],
  [
    'CourtDeadlinePassed',
    'commit: a second late',
    voting(async (world, paid, [first]) => {
      await until((await roundNow(world, paid)).commitBy);
      return commit(world, paid, first, 'shop');
    }),
  ],
  [
    'CourtPhaseWrong',
    'reveal: after the count',
    won((world, { orderId }) => world.court.as(world.jurors[0]!).reveal(orderId, 0, 1, saltOf(0))),
  ],
  [
    'CourtNotJuror',
    'reveal: the seat of another',
    voting((world, { orderId }, [first]) => world.court.as(first.juror).reveal(orderId, 1, 1, saltOf(1))),
  ],
  [
    'CourtSeatStateWrong',
    'reveal: nothing was committed',
    voting((world, paid, [first]) => reveal(world, paid, first, 'shop')),
  ],
  [
    'CourtDeadlineAhead',
    'reveal: while others can commit',
    voting(async (world, paid, [first]) => {
      await commit(world, paid, first, 'shop');
      return reveal(world, paid, first, 'shop');
    }),
  ],
  [
    'CourtDeadlinePassed',
    'reveal: a second late',
    voting(async (world, paid, places) => {
      await allCommit(world, paid, places);
      await until((await roundNow(world, paid)).revealBy);
      return reveal(world, paid, places[0], 'shop');
    }),
  ],
  ...[0, 3].map(
    (choice) =>
      [
        'CourtVoteInvalid',
        `reveal: a vote of ${choice}`,
        voting(async (world, paid, places) => {
          await allCommit(world, paid, places);
          return world.court.as(places[0].juror).reveal(paid.orderId, 0, choice, saltOf(0));
        }),
      ] as const,
  ),
  [
    'CourtRevealMismatch',
    'reveal: another vote',
    voting(async (world, paid, places) => {
      await allCommit(world, paid, places);
      return reveal(world, paid, places[0], 'buyer');
    }),
  ],
  [
    'CourtRevealMismatch',
    'reveal: another salt',
    voting(async (world, paid, places) => {
      await allCommit(world, paid, places);
      return world.court.as(places[0].juror).reveal(paid.orderId, 0, 1, saltOf(1));
    }),
  ],
  ['CourtPhaseWrong', 'exclude: before the draw', opened((world, { order }) => world.court.exclude(order, 0, order))],
  [
    'CourtSeatStateWrong',
    'exclude: a seat that is not there',
    voting((world, { order }) => world.court.exclude(order, 3, order)),
  ],
  ['CourtProofInvalid', 'exclude: the case itself', voting((world, { order }) => world.court.exclude(order, 0, order))],
]);

const decidingRows = mutationsOf('court', [
  ['CourtPhaseWrong', 'advance: no case', seated(async (world) => world.court.advance((await answered(world)).order))],
  ['CourtPhaseWrong', 'advance: not drawn', opened((world, { order }) => world.court.advance(order))],
  ['CourtPhaseWrong', 'advance: closed', closed((world, { order }) => world.court.advance(order))],
  [
    'CourtDeadlineAhead',
    'advance: in the last second of the reveals',
    voting(async (world, paid) => {
      await vote(world, paid, ['shop', 'shop', 'committed']);
      await networkHelpers.time.setNextBlockTimestamp(Number((await roundNow(world, paid)).revealBy));
      return world.court.advance(paid.order);
    }),
  ],
  [
    'CourtDeadlineAhead',
    'advance: in the last second for an appeal',
    won(async (world, { order, orderId }) => {
      await networkHelpers.time.setNextBlockTimestamp(Number((await world.court.caseOf(orderId)).appealBy));
      return world.court.advance(order);
    }),
  ],
  [
    'CourtPhaseWrong',
    'appeal: nothing is ruled',
    voting((world, { order }) => world.court.as(world.actors.buyer).appeal(order)),
  ],
  [
    'CourtCallerWrong',
    'appeal: by a stranger',
    won((world, { order }) => world.court.as(world.actors.stranger).appeal(order)),
  ],
  [
    'CourtAppealRefused',
    'appeal: by the side that won',
    won((world, { order }) => world.court.as(world.actors.shop).appeal(order)),
  ],
  [
    'CourtDeadlinePassed',
    'appeal: a second late',
    won(async (world, { order, orderId }) => {
      await until((await world.court.caseOf(orderId)).appealBy);
      return world.court.as(world.actors.buyer).appeal(order);
    }),
  ],
]);

export const courtMutations = [...seatRows, ...openingRows, ...drawRows, ...voteRows, ...decidingRows];
