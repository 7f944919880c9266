import { hashTypedData } from 'viem';
import { cancelCoupon } from '../../../protocol/model/coupons.ts';
import { giveBack } from '../../../protocol/model/discounts.ts';
import { claimPoints, endAlliance, makeAlliance, setProgram } from '../../../protocol/model/points.ts';
import { amendReview, postReview, replyToReview } from '../../../protocol/model/reviews.ts';
import type { Call } from '../../../protocol/model/transaction.ts';
import { allianceTypes } from '../../../protocol/points.ts';
import type { Hex } from '../../../protocol/primitives.ts';
import { discountsDomain } from '../../../protocol/typed-data.ts';
import { type ActorName, actors, everyone, nameOf, shops } from '../actors.ts';
import { encode } from '../chain.ts';
import { anyTime, caller, digestOf, orderAt, someOrder, someToken } from '../choosing.ts';
import { abis } from '../deployment.ts';
import { type Act, addressOf, type Run, type TokenName, tokenOf } from '../run.ts';
import { simpleAct } from './simple.ts';

const final = ['completed', 'refunded', 'settled', 'ruled'] as const;

interface ReviewParams {
  order: string;
  stars: number;
  content: Hex;
}

const review = (
  name: string,
  weight: number,
  call: { name: string; party: 'buyer' | 'shop'; model: (call: Call, id: Hex, stars: number) => void },
): Act =>
  simpleAct<ReviewParams>({
    name,
    weight,
    choose: (context) => {
      const known = someOrder(context, final);
      if (known === undefined) return undefined;
      const { random } = context;
      const params = {
        order: known.ref,
        stars: random.below(12) === 0 ? random.pick([0, 6]) : 1 + random.below(5),
        content: digestOf(random),
      };
      return { by: caller(random, known.order[call.party]), params };
    },
    make: (run, { order, stars, content }) => {
      const known = orderAt(run, order);
      if (known === undefined) return undefined;
      const args = call.party === 'buyer' ? [known.order, stars, content] : [known.order, content];
      return { contract: 'reviews', name: call.name, args, model: (each) => call.model(each, known.id, stars) };
    },
  });

interface AllianceParams {
  issuer: ActorName;
  acceptor: ActorName;
  signedBy: ActorName;
  token: TokenName;
  rateBps: number;
  maxDiscountBps: number;
  capPoints: bigint;
  validUntil: number;
}

const makeAllianceAct: Act = {
  name: 'make alliance',
  weight: 1.5,
  choose: ({ run, random }) => {
    const issuer = random.pick(shops);
    const acceptor = random.pick(shops);
    const params: AllianceParams = {
      issuer,
      acceptor,
      signedBy: random.below(12) === 0 ? random.pick(everyone) : issuer,
      token: someToken(random),
      rateBps: random.pick([1, 5_000, 10_000, random.below(8) === 0 ? 10_001 : 100]),
      maxDiscountBps: random.pick([0, 1_000, 5_000, random.below(8) === 0 ? 5_001 : 100]),
      capPoints: random.pick([0n, 1_000n, 1n << 100n]),
      validUntil:
        random.below(10) === 0 ? run.latest.timestamp : run.latest.timestamp + 86_400 * (1 + random.below(90)),
    };
    return { by: random.below(15) === 0 ? random.pick(everyone) : acceptor, time: anyTime(random), params };
  },
  prepare: async (run, step) => {
    // Safety: `choose` made the parameters.
    const { signedBy, token, ...params } = step.params as AllianceParams;
    const terms = {
      ...params,
      issuer: addressOf(run, params.issuer),
      acceptor: addressOf(run, params.acceptor),
      token: tokenOf(run, token),
      validUntil: BigInt(params.validUntil),
    };
    const typed = {
      domain: discountsDomain(31_337, run.at.discounts),
      types: allianceTypes,
      primaryType: 'Alliance' as const,
      message: terms,
    };
    const signature = await actors[signedBy].account.signTypedData(typed as never);
    const digest = hashTypedData(typed as never);
    return {
      to: run.at.discounts,
      data: encode(abis.discounts, 'makeAlliance', [terms, signature]),
      model: (call) => makeAlliance(call, terms, digest, signedBy === params.issuer),
    };
  },
};

/** Cancels a coupon that an order used, by its events as a shop knows its own. */
const cancelCouponAct: Act = {
  name: 'cancel coupon',
  weight: 0.7,
  choose: ({ run, random }) => {
    const used = [...run.coupons.keys()];
    if (used.length === 0) return undefined;
    const key = random.pick(used);
    const shop = run.coupons.get(key)?.shop ?? '';
    return { by: caller(random, shop), time: anyTime(random), params: { coupon: key } };
  },
  prepare: (run, step) => {
    // Safety: `choose` made the parameters.
    const { coupon } = step.params as { coupon: Hex };
    const known = run.coupons.get(coupon);
    if (known === undefined) return undefined;
    return {
      to: run.at.discounts,
      data: encode(abis.discounts, 'cancelCoupon', [known]),
      model: (call) => cancelCoupon(call, coupon, known.shop),
    };
  },
};

const takenOf = (run: Run, id: Hex) =>
  run.tables.taken.get(id) ?? {
    couponId: id,
    firstOrderOnly: false,
    pointsIssuer: addressOf(run, 'nobody'),
    points: 1n,
  };

export const afterSaleActs: Act[] = [
  review('post review', 4, { name: 'post', party: 'buyer', model: postReview }),
  review('amend review', 3, { name: 'amend', party: 'buyer', model: amendReview }),
  review('reply to review', 1.5, { name: 'reply', party: 'shop', model: (call, id) => replyToReview(call, id) }),
  simpleAct<{ token: TokenName; earnBps: number; maxDiscountBps: number }>({
    name: 'set program',
    weight: 1.5,
    choose: ({ random }) => ({
      by: random.below(15) === 0 ? random.pick(everyone) : random.pick(shops),
      params: {
        token: someToken(random),
        earnBps: random.pick([0, 100, 5_000, random.below(5) === 0 ? 5_001 : 1_000]),
        maxDiscountBps: random.pick([5_000, 1_000, random.below(5) === 0 ? 5_001 : 0]),
      },
    }),
    make: (run, { token, earnBps, maxDiscountBps }) => ({
      contract: 'discounts',
      name: 'setProgram',
      args: [tokenOf(run, token), earnBps, maxDiscountBps],
      model: (call) => setProgram(call, tokenOf(run, token), earnBps, maxDiscountBps),
    }),
  }),
  simpleAct<{ order: string }>({
    name: 'claim points',
    weight: 4,
    choose: (context) => {
      const known = someOrder(context, ['completed']);
      return known === undefined ? undefined : { by: context.random.pick(everyone), params: { order: known.ref } };
    },
    make: (run, { order }) => {
      const known = orderAt(run, order);
      if (known === undefined) return undefined;
      return {
        contract: 'discounts',
        name: 'claimPoints',
        args: [known.order],
        model: (call) => claimPoints(call, known.id),
      };
    },
  }),
  simpleAct<{ order: string; exact: boolean }>({
    name: 'give back',
    weight: 2,
    choose: (context) => {
      const { run, random } = context;
      const refs = [...run.orderIds].filter(([, id]) => run.tables.taken.has(id)).map(([ref]) => ref);
      const refunded = refs.filter((ref) => orderAt(run, ref)?.state === 'refunded');
      const others = random.below(20) === 0 ? [...refs, ...run.orderIds.keys()] : [];
      const from = refunded.length > 0 ? refunded : others;
      const ref = from.length > 0 ? random.pick(from) : undefined;
      if (ref === undefined) return undefined;
      return { by: random.pick(everyone), params: { order: ref, exact: random.below(8) > 0 } };
    },
    make: (run, { order, exact }) => {
      const known = orderAt(run, order);
      if (known === undefined) return undefined;
      const taken = takenOf(run, known.id);
      const claimed = exact ? taken : { ...taken, points: taken.points + 1n };
      return {
        contract: 'discounts',
        name: 'giveBack',
        args: [known.order, claimed],
        model: (call) => giveBack(call, known.id, claimed),
      };
    },
  }),
  makeAllianceAct,
  cancelCouponAct,
  simpleAct<{ issuer: ActorName; acceptor: ActorName; token: TokenName }>({
    name: 'end alliance',
    weight: 0.4,
    choose: ({ run, random }) => {
      const made = [...run.tables.alliances.keys()];
      const [issuer = '', acceptor = '', token] = made.length > 0 ? random.pick(made).split(' ') : [];
      const params = {
        issuer: nameOf(issuer) ?? 'shopA',
        acceptor: nameOf(acceptor) ?? 'shopB',
        token: token === run.at.blocking ? ('blocking' as const) : ('dollar' as const),
      };
      return { by: random.pick([params.issuer, params.acceptor, random.pick(everyone)]), params };
    },
    make: (run, { issuer, acceptor, token }) => {
      const names = [addressOf(run, issuer), addressOf(run, acceptor), tokenOf(run, token)] as const;
      return { contract: 'discounts', name: 'endAlliance', args: names, model: (call) => endAlliance(call, ...names) };
    },
  }),
];
