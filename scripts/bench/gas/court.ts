import type { ContractTransactionResponse } from 'ethers';
import { networkHelpers } from '../../../test/contracts/setup/chain.ts';
import {
  answered,
  type CourtWorld,
  commit,
  count,
  draw,
  drawnPlaces,
  openCourt,
  prepareJuror,
  reveal,
  takeSeats,
  vote,
} from '../../../test/contracts/setup/court.ts';
import { bytes32 } from '../../../test/contracts/setup/world.ts';
import type { GasReport } from './meter.ts';

/** A case of $300 from its fee to the appeal's last payment. Panels are drawn from twelve jurors with ten seats each. */
export async function measureCourt(): Promise<GasReport> {
  const world: CourtWorld = await networkHelpers.loadFixture(openCourt);
  const { actors, court } = world;
  const report: GasReport = new Map();
  const measure = async (name: string, sending: Promise<ContractTransactionResponse>): Promise<void> => {
    report.set(name, Number((await (await sending).wait())?.gasUsed ?? 0));
  };
  await prepareJuror(world, actors.stranger);
  await measure('court: take a seat', takeSeats(world, actors.stranger, 1));
  const paid = await answered(world);
  await measure('court: bring a case', court.as(actors.buyer).createDispute(paid.order));
  await measure('court: submit evidence', court.as(actors.shop).submitEvidence(paid.order, bytes32('photo')));
  await measure('court: draw three jurors', draw(world, paid));
  const places = await drawnPlaces(world, paid);
  for (const place of places) await measure('court: commit', commit(world, paid, place, 'shop'));
  for (const place of places) await measure('court: reveal', reveal(world, paid, place, 'shop'));
  await measure('court: count', count(world, paid));
  await measure('court: appeal', court.as(actors.buyer).appeal(paid.order));
  await measure('court: draw seven jurors', draw(world, paid));
  await vote(
    world,
    paid,
    Array.from({ length: 7 }, () => 'buyer' as const),
  );
  await measure('court: count and execute an appeal, ten paid', count(world, paid));
  return report;
}
