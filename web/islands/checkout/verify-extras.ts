import { readContract } from 'viem/actions';
import { discountsAbi } from '../../../protocol/abi/discounts.ts';
import { groupsAbi } from '../../../protocol/abi/groups.ts';
import { unwrap, VouchError } from '../../../protocol/errors.ts';
import { type ShownExtras, verifyExtras } from '../../../protocol/extras-check.ts';
import { type GroupTerms, groupId, groupTermsOf } from '../../../protocol/group.ts';
import type { Offer } from '../../../protocol/offer.ts';
import { ownPointsTerms, type PointsTerms } from '../../../protocol/points.ts';
import { type Address, addressSchema, type Hex } from '../../../protocol/primitives.ts';
import type { WalletClient } from '../../wallet/client.ts';
import { contractAddress } from '../../wallet/contracts.ts';
import type { ChainProps } from '../props.ts';
import { headPorts } from './head-ports.ts';
import { readCouponUses } from './line-discounts.ts';
import { groupTerms } from './line-price.ts';
import type { PricedLine } from './totals.ts';

/** Points that earlier lines of the same purchase spend, by issuer. */
export type SpentPoints = Map<Address, bigint>;

export interface ExtrasPorts {
  client: WalletClient;
  chain: ChainProps;
  spent: SpentPoints;
}

/**
 * Checks group, coupon and points of one line against the chain, and that they make the price which the page showed.
 * @param offer the line's offer, which was checked against the shop's signature
 * @throws VouchError of `verifyExtras`, `group.unknown`, `group.full`
 */
export async function verifyLineExtras(ports: ExtrasPorts, line: PricedLine, offer: Offer): Promise<void> {
  const { client, chain } = ports;
  const { discount } = line;
  const [group, points] = await Promise.all([shownGroup(ports, line, offer), shownPoints(ports, line, offer)]);
  const shown: ShownExtras = {
    quantity: line.line.quantity,
    ...(group === undefined ? {} : { group }),
    ...(discount.coupon === null
      ? {}
      : { coupon: { use: discount.coupon, uses: await readCouponUses(client, chain, discount.coupon) } }),
    ...(points === undefined ? {} : { points }),
    discountUnits: discount.couponUnits + discount.pointsUnits,
  };
  const checked = await verifyExtras({
    offer,
    buyer: addressSchema.parse(client.account.address.toLowerCase()),
    shown,
    chainId: chain.chainId,
    discounts: contractAddress(chain.contracts, 'discounts'),
    ...(await headPorts(client, chain)),
  });
  unwrap(checked);
}

async function shownGroup(
  { client, chain }: ExtrasPorts,
  line: PricedLine,
  offer: Offer,
): Promise<ShownExtras['group']> {
  const view = groupTerms(line);
  const choice = line.line.group;
  if (view === null || choice === null) return undefined;
  const terms = groupTermsOf(view);
  if (choice === 'open') return { terms };
  const { leader, deadline } = choice;
  const id = groupId({ shop: offer.shop, sku: offer.sku, token: offer.token, terms: offer.group, leader, deadline });
  await checkRoom({ client, chain, id, terms });
  return { terms, joins: { groupId: id, leader, deadline } };
}

/** A group that filled up since the page was read must not be paid for. */
async function checkRoom(parts: {
  client: WalletClient;
  chain: ChainProps;
  id: Hex;
  terms: GroupTerms;
}): Promise<void> {
  const { client, chain, id, terms } = parts;
  const { members } = await readContract(client, {
    address: contractAddress(chain.contracts, 'groups'),
    abi: groupsAbi,
    functionName: 'groupOf',
    args: [id],
  });
  if (members > 0 && members < terms.size) return;
  throw new VouchError({
    code: members === 0 ? 'group.unknown' : 'group.full',
    message: `The group has ${members} of ${terms.size} members.`,
    hint: 'Open a new group, or join another one.',
    details: { field: 'group', groupId: id },
  });
}

async function shownPoints(
  { client, chain, spent }: ExtrasPorts,
  { discount }: PricedLine,
  offer: Offer,
): Promise<ShownExtras['points']> {
  if (discount.points === null) return undefined;
  const { issuer, points } = discount.points;
  const discounts = { address: contractAddress(chain.contracts, 'discounts'), abi: discountsAbi } as const;
  const held = await readContract(client, {
    ...discounts,
    functionName: 'pointsOf',
    args: [issuer, offer.token, client.account.address],
  });
  const before = spent.get(issuer) ?? 0n;
  spent.set(issuer, before + points);
  const terms = await pointsTerms(client, discounts, { issuer, offer });
  return {
    points,
    heldPoints: held > before ? held - before : 0n,
    terms: { ...terms, leftPoints: terms.leftPoints === null ? null : terms.leftPoints - before },
  };
}

/** By which terms the shop takes the points, as the chain says. */
async function pointsTerms(
  client: WalletClient,
  discounts: { address: Address; abi: typeof discountsAbi },
  { issuer, offer }: { issuer: Address; offer: Offer },
): Promise<PointsTerms> {
  if (issuer === offer.shop) {
    return ownPointsTerms(
      await readContract(client, { ...discounts, functionName: 'programOf', args: [issuer, offer.token] }),
    );
  }
  const [alliance, used] = await readContract(client, {
    ...discounts,
    functionName: 'allianceOf',
    args: [issuer, offer.shop, offer.token],
  });
  const left = alliance.capPoints > used ? alliance.capPoints - used : 0n;
  return { rateBps: alliance.rateBps, maxDiscountBps: alliance.maxDiscountBps, leftPoints: left };
}
