import { type Log, parseEventLogs } from 'viem';
import { courtAbi } from '../../../protocol/abi/court.ts';
import { encodeBlockHeader } from '../../../protocol/block-header.ts';
import { unwrap } from '../../../protocol/errors.ts';
import type { Address, Hex } from '../../../protocol/primitives.ts';
import type { PurchaseOptions } from './cart.ts';
import { ethers, networkHelpers, provider, type Signer } from './chain.ts';
import { orderAt, type PaidOrder } from './orders.ts';
import { bytes32, dollars, noPermit, openMarket, type World } from './world.ts';

export const DAY = 86_400;
export const seatUnits = dollars(50);
/** Every juror of the fixture has ten seats. */
export const seatsEach = 10;

export const phases = ['none', 'drawing', 'voting', 'appealable', 'closed'] as const;
export const seatStates = ['none', 'drawn', 'committed', 'revealed', 'excluded', 'silent'] as const;
export type Vote = 'shop' | 'buyer' | 'silent' | 'committed';
const numberOf = { shop: 1, buyer: 2 } as const;

export type CourtWorld = World & { jurors: Signer[] };
type Named = Pick<PaidOrder, 'order' | 'orderId'>;

/** An account beyond the twenty of the chain, with dollars that the court may take. */
export async function newJuror(world: World, name: string): Promise<Signer> {
  const address = `0x${bytes32(name).slice(-40)}`;
  await networkHelpers.setBalance(address, 10n ** 18n);
  const juror = await ethers.getImpersonatedSigner(address);
  await prepareJuror(world, juror);
  return juror;
}

/** Gives an account dollars that the court may take. */
export async function prepareJuror({ dollar, addresses }: World, juror: Signer): Promise<void> {
  await dollar.as(juror).mint(dollars(10_000));
  await dollar.as(juror).approve(addresses.court, ethers.MaxUint256);
}

export const takeSeats = ({ court, addresses }: World, juror: Signer, seats: number) =>
  court.as(juror).takeSeats(addresses.demoDollar, seats, noPermit);

/** Seats jurors who can be drawn, and lets shop and buyer pay the court. */
export async function seatJurors(world: World, count = 12): Promise<CourtWorld> {
  const jurors: Signer[] = [];
  for (let each = 0; each < count; each += 1) {
    const juror = await newJuror(world, `juror ${each}`);
    await takeSeats(world, juror, seatsEach);
    jurors.push(juror);
  }
  const { actors, addresses, dollar } = world;
  for (const party of [actors.shop, actors.buyer]) {
    await dollar.as(party).approve(addresses.court, ethers.MaxUint256);
  }
  await networkHelpers.time.increase(14 * DAY);
  return { ...world, jurors };
}

/** Fixture: the market, and twelve jurors with ten seats each. */
export const openCourt = async (): Promise<CourtWorld> => seatJurors(await openMarket());

/** An answered dispute whose offer names the court. The buyer asks for 60 %, the shop offers 20 %. */
export const answered = (world: World, priceUnits = dollars(295), options: PurchaseOptions = {}): Promise<PaidOrder> =>
  orderAt('answered', world, {
    lines: [{ offer: { arbitrator: world.addresses.court, priceUnits } }],
    ...options,
  });

/** A case that the buyer, or someone else, brought; its panel is not drawn. */
export async function openCase(world: World, by: 'buyer' | 'shop' = 'buyer', priceUnits?: bigint): Promise<PaidOrder> {
  const paid = await answered(world, priceUnits);
  await world.court.as(world.actors[by]).createDispute(paid.order);
  return paid;
}

const history = '0x0000F90827F1C53a10cb7A02335B175320002935';
/** Code of the contract in which a chain keeps the hashes of its last 8,191 blocks (EIP-2935). */
const historyCode =
  '0x3373fffffffffffffffffffffffffffffffffffffffe14604657602036036042575f35600143038111604257611fff81430311604257611fff9006545f5260205ff35b5f5ffd5b5f35611fff60014303065500';

/** Gives the chain of the tests, which has none, a history that knows one block. */
export async function keepHash(block: bigint): Promise<void> {
  await networkHelpers.setCode(history, historyCode);
  await networkHelpers.setStorageAt(history, block % 8_191n, (await ethers.provider.getBlock(block))?.hash ?? '0x');
}

/** RLP of a block's header. */
export async function headerOf(block: bigint): Promise<Hex> {
  const raw = await provider.request({ method: 'eth_getBlockByNumber', params: [ethers.toQuantity(block), false] });
  return unwrap(encodeBlockHeader(raw));
}

export const roundNow = async ({ court }: World, { orderId }: Named) => {
  const { round } = await court.caseOf(orderId);
  return court.roundOf(orderId, round);
};

/** Lets the block that decides the draw pass, and gives its header. */
export async function decidingHeader(world: World, paid: Named): Promise<Hex> {
  const { drawBlock } = await roundNow(world, paid);
  const missing = Number(drawBlock) - (await ethers.provider.getBlockNumber());
  if (missing > 0) await networkHelpers.mine(missing);
  return headerOf(drawBlock);
}

export const draw = async (world: World, paid: Named) =>
  world.court.as(world.actors.stranger).draw(paid.order, await decidingHeader(world, paid));

export interface Place {
  seat: number;
  juror: Signer;
  state: (typeof seatStates)[number];
  vote: number;
}

/** The places of a panel, replaced ones included. */
export async function panelOf(world: CourtWorld, { orderId }: Named, round?: number): Promise<Place[]> {
  const number = round ?? (await world.court.caseOf(orderId)).round;
  const places: { juror: string; state: bigint; vote: bigint }[] = await world.court.panelOf(orderId, number);
  return places.map(({ juror, state, vote }, seat) => ({
    seat,
    juror: world.jurors.find(({ address }) => address === juror)!,
    state: seatStates[Number(state)]!,
    vote: Number(vote),
  }));
}

/** The places that can still vote. */
export const drawnPlaces = async (world: CourtWorld, paid: Named) =>
  (await panelOf(world, paid)).filter(({ state }) => state === 'drawn' || state === 'committed');

export const saltOf = (seat: number): Hex => bytes32(`salt ${seat}`);

export async function commit(world: World, { orderId }: Named, { seat, juror }: Place, vote: 'shop' | 'buyer') {
  const { round } = await world.court.caseOf(orderId);
  const commitment = await world.court.commitmentOf(orderId, round, juror.address, numberOf[vote], saltOf(seat));
  return world.court.as(juror).commit(orderId, seat, commitment);
}

export const reveal = ({ court }: World, { orderId }: Named, { seat, juror }: Place, vote: 'shop' | 'buyer') =>
  court.as(juror).reveal(orderId, seat, numberOf[vote], saltOf(seat));

/** Lets a deadline pass that may have passed already. */
async function waitUntil(deadline: bigint): Promise<void> {
  if ((await networkHelpers.time.latest()) < Number(deadline)) await networkHelpers.time.increaseTo(Number(deadline));
}

/** Commits and reveals one vote after the other, in the order of the places that can vote. */
export async function vote(world: CourtWorld, paid: Named, votes: readonly Vote[]): Promise<Place[]> {
  const places = await drawnPlaces(world, paid);
  const speaking = places.map((place, position) => ({ place, choice: votes[position] ?? 'silent' }));
  for (const { place, choice } of speaking) {
    if (choice !== 'silent') await commit(world, paid, place, choice === 'committed' ? 'shop' : choice);
  }
  const { uncommitted, commitBy } = await roundNow(world, paid);
  if (uncommitted !== 0n) await waitUntil(commitBy);
  for (const { place, choice } of speaking) {
    if (choice === 'shop' || choice === 'buyer') await reveal(world, paid, place, choice);
  }
  return places;
}

/** Lets the votes end, and counts. */
export async function count(world: World, paid: Named) {
  const { unrevealed, revealBy } = await roundNow(world, paid);
  if (unrevealed !== 0n) await waitUntil(revealBy);
  return world.court.as(world.actors.stranger).advance(paid.order);
}

/** Draws, votes and counts: one attempt of a round. */
export async function attempt(world: CourtWorld, paid: Named, votes: readonly Vote[]): Promise<Place[]> {
  await draw(world, paid);
  const places = await vote(world, paid, votes);
  await count(world, paid);
  return places;
}

/** Lets the window for an appeal pass, and executes the first ruling. */
export async function execute(world: World, paid: Named) {
  const { appealBy } = await world.court.caseOf(paid.orderId);
  await networkHelpers.time.increaseTo(Number(appealBy));
  return world.court.as(world.actors.stranger).advance(paid.order);
}

export const phaseOf = async ({ court }: World, { orderId }: Named) =>
  phases[Number((await court.caseOf(orderId)).phase)];

export const creditOf = ({ vault, addresses }: World, { address }: { address: string }): Promise<bigint> =>
  vault.creditOf(addresses.demoDollar, address);

export const jurorOf = async ({ court, addresses }: World, { address }: { address: string }) => {
  const { stakedUnits, lockedUnits, seats } = await court.jurorOf(addresses.demoDollar, address);
  return { stakedUnits, lockedUnits, seats } as { stakedUnits: bigint; lockedUnits: bigint; seats: bigint };
};

/** What the court said in a transaction. */
export async function eventsOf(sent: { wait(): Promise<unknown> }) {
  const receipt = (await sent.wait()) as { logs: { address: string; topics: string[]; data: string }[] };
  // Safety: viem needs no more than these to decode; logs of other contracts are left out.
  const logs = receipt.logs.map(({ address, topics, data }) => ({ address, topics, data })) as unknown as Log[];
  return parseEventLogs({ abi: courtAbi, logs });
}

export const lower = (address: string): Address => address.toLowerCase() as Address;
