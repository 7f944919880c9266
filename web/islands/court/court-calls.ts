import { courtAbi } from '../../../protocol/abi/court.ts';
import type { CourtPoolView } from '../../../protocol/api/court.ts';
import type { OrderDetail } from '../../../protocol/api/order.ts';
import { type SecretVote, voteCommitment } from '../../../protocol/court.ts';
import { orderFromView } from '../../../protocol/order-view.ts';
import { addressSchema } from '../../../protocol/primitives.ts';
import { chainTime } from '../../wallet/chain-time.ts';
import { contractAddress } from '../../wallet/contracts.ts';
import { noPermit } from '../../wallet/permit.ts';
import type { ContractCall } from '../../wallet/send-transaction.ts';
import type { TransactionKind } from '../../wallet/transaction-records.ts';
import type { ChainProps } from '../props.ts';
import type { RunTools } from '../wallet/run-transaction.ts';

const PATH = '/court';

const courtCall = (
  chain: ChainProps,
  parts: { kind: TransactionKind; functionName: string; args: readonly unknown[]; path?: string },
): ContractCall => ({
  path: PATH,
  ...parts,
  address: contractAddress(chain.contracts, 'court'),
  abi: courtAbi,
});

/** Takes seats, with a permit where the token takes one. */
export async function takeSeatsCall(
  chain: ChainProps,
  { pool, seats }: { pool: Pick<CourtPoolView, 'token' | 'seatUnits'>; seats: number },
  tools: RunTools,
): Promise<ContractCall> {
  const token = addressSchema.parse(pool.token.address);
  const allowance = {
    token,
    spender: contractAddress(chain.contracts, 'court'),
    units: BigInt(pool.seatUnits) * BigInt(seats),
  };
  const permit = (await tools.allow(allowance, await chainTime(tools.client), PATH)) ?? noPermit;
  return courtCall(chain, { kind: 'take_seats', functionName: 'takeSeats', args: [token, seats, permit] });
}

/** Gives seats up. */
export const leaveSeatsCall = (chain: ChainProps, token: string, seatIds: readonly number[]): ContractCall =>
  courtCall(chain, { kind: 'leave_seats', functionName: 'leaveSeats', args: [token, seatIds] });

/** Credits the stake of seats that were given up. */
export const freeSeatsCall = (chain: ChainProps, token: string, seatIds: readonly number[]): ContractCall =>
  courtCall(chain, { kind: 'free_seats', functionName: 'freeSeats', args: [token, seatIds] });

/** Seals a vote. @param vote with the place in the panel */
export const commitCall = (chain: ChainProps, vote: SecretVote & { seat: number }): ContractCall =>
  courtCall(chain, {
    kind: 'commit_vote',
    functionName: 'commit',
    args: [vote.orderId, vote.seat, voteCommitment(vote)],
    path: `${PATH}/${vote.orderId}`,
  });

/** Opens a sealed vote. */
export const revealCall = (
  chain: ChainProps,
  { orderId, seat, vote, salt }: Pick<SecretVote, 'orderId' | 'vote' | 'salt'> & { seat: number },
): ContractCall =>
  courtCall(chain, {
    kind: 'reveal_vote',
    functionName: 'reveal',
    args: [orderId, seat, vote, salt],
    path: `${PATH}/${orderId}`,
  });

/**
 * Excludes a juror.
 * @param parts the case's order, the place in the panel, and the order that ties the juror to a side
 */
export const excludeCall = (
  chain: ChainProps,
  { order, seat, proof }: { order: OrderDetail; seat: number; proof: OrderDetail },
): ContractCall =>
  courtCall(chain, {
    kind: 'exclude_juror',
    functionName: 'exclude',
    args: [orderFromView(order.terms), seat, orderFromView(proof.terms)],
    path: `${PATH}/${order.id}`,
  });
