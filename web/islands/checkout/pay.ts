import { erc20Abi, parseEventLogs } from 'viem';
import { readContract } from 'viem/actions';
import { marketAbi } from '../../../protocol/abi/market.ts';
import { VouchError } from '../../../protocol/errors.ts';
import type { Permit } from '../../../protocol/permit.ts';
import { type Address, addressSchema, type Hex } from '../../../protocol/primitives.ts';
import { chainTime } from '../../wallet/chain-time.ts';
import type { WalletClient } from '../../wallet/client.ts';
import { contractAddress } from '../../wallet/contracts.ts';
import { handoverKey } from '../../wallet/handover-key.ts';
import { type ContractCall, checkUnapproved } from '../../wallet/send-transaction.ts';
import type { ChainProps } from '../props.ts';
import type { RunTools } from '../wallet/run-transaction.ts';
import type { TransactionRunner } from '../wallet/transaction-runner.ts';
import { uploadDetails } from './delivery-details.ts';
import type { DetailsForm } from './details-form.ts';
import { type HandoverSource, lineExtras } from './line-extras.ts';
import { isPickedUp } from './line-price.ts';
import { acceptedPromoters } from './promoters.ts';
import { type ContractPurchase, purchaseOf } from './purchases.ts';
import { type PricedLine, type PurchaseGroup, totalsByToken } from './totals.ts';
import type { SpentPoints } from './verify-extras.ts';
import { type CheckReport, verifyGroup } from './verify-group.ts';

export interface Payment {
  chain: ChainProps;
  groups: readonly PurchaseGroup[];
  form: DetailsForm;
  /** Makes the buyer's key for answers; null where the buyer wants none. */
  makeReplyKey: (() => Promise<Hex>) | null;
  /** Hears of each check, by the position of the group. */
  onCheck: (group: number, report: CheckReport) => void;
}

const buyCall = (
  chain: ChainProps,
  purchases: readonly ContractPurchase[],
  permits: readonly Permit[],
): ContractCall => ({
  kind: 'buy',
  address: contractAddress(chain.contracts, 'market'),
  abi: marketAbi,
  functionName: 'buy',
  args: [purchases, permits],
  path: '/orders',
});

/**
 * Verifies, encrypts, signs and pays a whole cart in one transaction.
 * @returns IDs of the orders, line by line; undefined when it failed, which the runner's state tells
 */
export async function payCart(payment: Payment, runner: TransactionRunner): Promise<Hex[] | undefined> {
  const { chain } = payment;
  let buyer: string | undefined;
  const receipt = await runner.run((tools) => {
    buyer = tools.client.account.address.toLowerCase();
    return preparePayment(payment, tools);
  });
  if (receipt === undefined) return undefined;
  const market = contractAddress(chain.contracts, 'market');
  // Others' purchases may be in the same transaction where smart accounts share one.
  return parseEventLogs({ abi: marketAbi, eventName: 'OrderPaid', logs: receipt.logs })
    .filter((log) => log.address.toLowerCase() === market && log.args.buyer.toLowerCase() === buyer)
    .map((log) => log.args.orderId);
}

async function preparePayment(payment: Payment, tools: RunTools): Promise<ContractCall> {
  const { chain, groups, form } = payment;
  const { client } = tools;
  const spent: SpentPoints = new Map();
  for (const [index, group] of groups.entries()) {
    await verifyGroup({ client, chain, group, spent, onCheck: (report) => payment.onCheck(index, report) });
  }
  const due = totalsByToken(groups).map(({ token, totalUnits }) => ({
    token: addressSchema.parse(token),
    units: totalUnits,
    spender: contractAddress(chain.contracts, 'market'),
  }));
  for (const { token, units } of due) await checkBalance(client, token, units);
  const promoterOf = await acceptedPromoters(client, chain, groups);
  if (payment.makeReplyKey !== null) tools.asking('message');
  const replyKey = (await payment.makeReplyKey?.()) ?? null;
  const detailsOf = await uploadDetails({ client, chain, groups, form, replyKey });
  const host = chain.host === null ? null : addressSchema.parse(chain.host);
  const source = await handoverSource(chain, groups, tools);
  const lines = groups.flatMap((group) => group.lines);
  const extrasOf = (line: PricedLine) =>
    lineExtras(line, source, { details: detailsOf(line), index: lines.indexOf(line) });
  const purchases = groups.map((group) => purchaseOf(group, { detailsOf, promoterOf, extrasOf, host }));
  await checkUnapproved(client, buyCall(chain, purchases, []));
  const now = await chainTime(client);
  const permits: Permit[] = [];
  for (const allowance of due) {
    const permit = await tools.allow(allowance, now, '/checkout');
    if (permit !== undefined) permits.push(permit);
  }
  return buyCall(chain, purchases, permits);
}

/** The key of the buyer's pick-up codes, where something is picked up: the wallet signs once to make it. */
async function handoverSource(
  chain: ChainProps,
  groups: readonly PurchaseGroup[],
  { client, asking }: RunTools,
): Promise<HandoverSource | null> {
  if (!groups.some(({ lines }) => lines.some(isPickedUp))) return null;
  asking('message');
  const market = contractAddress(chain.contracts, 'market');
  const key = await handoverKey({ client, market, storage: localStorage });
  return { key, preparedAt: await chainTime(client) };
}

async function checkBalance(client: WalletClient, token: Address, units: bigint): Promise<void> {
  const balance = await readContract(client, {
    address: token,
    abi: erc20Abi,
    functionName: 'balanceOf',
    args: [client.account.address],
  });
  if (balance >= units) return;
  throw new VouchError({
    code: 'token.insufficient_balance',
    message: `The account holds ${balance}, ${units} are needed.`,
    hint: 'Put more money into the account, or buy less.',
    details: { token, balanceUnits: balance.toString(), neededUnits: units.toString() },
  });
}
