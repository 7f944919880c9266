import type { ActorName } from './actors.ts';
import type { Step } from './steps.ts';

const DAY = 86_400;
const key = `0x${'01'.repeat(32)}`;
const dollars = (amount: number): bigint => BigInt(amount) * 1_000_000n;
const seated: readonly ActorName[] = [
  'jurorA',
  'jurorB',
  'jurorC',
  'jurorD',
  'jurorE',
  'publisher',
  'promoter',
  'parent',
  'host',
  'arbitrator',
  'pickup',
  'buyerC',
];

type Begin = [by: ActorName, act: string, params: unknown];

const parameters = {
  feeBps: 100,
  minCoverageBps: 500,
  penaltyBps: 2_000,
  answerWithinSeconds: 20 * DAY,
  escalateWithinSeconds: 20 * DAY,
  ruleWithinSeconds: 30 * DAY,
};

const begins: Begin[] = [
  ['admin', 'set parameters', parameters],
  ...(['dollar', 'blocking'] as const).flatMap((token): Begin[] => [
    [
      'admin',
      'set token',
      { token, terms: { accepted: true, decimals: 6, minStakeUnits: dollars(100), maxOrderUnits: (1n << 96n) - 1n } },
    ],
    ['admin', 'set juror terms', { token, seatUnits: dollars(50), feeUnits: dollars(5) / 10n }],
  ]),
  ...(['shopA', 'shopB', 'shopC'] as const).flatMap((by): Begin[] => [
    [by, 'open shop', { key }],
    [by, 'set publisher', { publisher: 'publisher', allowed: true }],
  ]),
  ['shopA', 'stake', { token: 'dollar', units: dollars(5_000) }],
  ['shopB', 'stake', { token: 'dollar', units: dollars(1_000) }],
  ['shopC', 'stake', { token: 'dollar', units: dollars(100) }],
  ['shopA', 'stake', { token: 'blocking', units: dollars(5_000) }],
  ['shopA', 'set program', { token: 'dollar', earnBps: 1_000, maxDiscountBps: 5_000 }],
  ['shopB', 'set program', { token: 'dollar', earnBps: 5_000, maxDiscountBps: 1_000 }],
  ['parent', 'register promoter', { parent: 'nobody' }],
  ['promoter', 'register promoter', { parent: 'parent' }],
  ...seated.flatMap((by, position): Begin[] => [
    [by, 'take seats', { token: 'dollar', seats: 3 + (position % 5) * 3 }],
    ...(position < 8 ? [[by, 'take seats', { token: 'blocking', seats: 4 }] as Begin] : []),
  ]),
];

/** How a sequence begins: shops, stakes, promoters, and jurors whose seats are warm. */
export const setupSteps: readonly Step[] = begins.map(([by, act, params], position) => ({
  id: position,
  act,
  by,
  params,
  time: { wait: 1 },
}));

/** How long seats take to warm up. */
export const SETUP_WAIT_SECONDS = 15 * DAY;
