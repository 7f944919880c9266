import type { CaseDetail, CourtPoolView, EvidenceView, PanelSeatView } from '../../protocol/api/court.ts';
import type { HostView } from '../../protocol/api/host.ts';
import { addressOf, day, digestOf, imageOf, now, token, units } from './fixtures.ts';
import { disputedOrder } from './order-fixtures.ts';

const seat = (number: number, change: Partial<PanelSeatView>): PanelSeatView => ({
  seat: number,
  juror: addressOf(`${number + 1}c`),
  state: 'drawn',
  vote: null,
  commitment: null,
  lockUnits: units(50),
  slashedUnits: '0',
  ...change,
});

/** What both sides brought: text and pictures, and a piece that the node does not hold. */
export const evidence: EvidenceView[] = [
  {
    digest: digestOf('e1'),
    by: 'buyer',
    at: now - 2 * day,
    content: {
      text: 'The rim is chipped in two places.\nThe box was not damaged.',
      language: 'en',
      images: [imageOf(1), imageOf(2)],
      writtenAt: now - 2 * day,
      disclosed: [],
    },
  },
  {
    digest: digestOf('e2'),
    by: 'seller',
    at: now - 2 * day + 600,
    content: {
      text: '出货前拍过照，杯口完好。',
      language: 'zh-CN',
      disclosed: [],
      images: [],
      writtenAt: now - 2 * day,
    },
  },
  { digest: digestOf('e3'), by: 'seller', at: now - day, content: null },
];

/** A case after the first jury, while it can be appealed. */
export const openCase: CaseDetail = {
  order: disputedOrder.id,
  buyer: disputedOrder.buyer,
  shop: disputedOrder.shop,
  shopNames: disputedOrder.shopNames,
  titles: disputedOrder.titles,
  image: disputedOrder.image,
  token,
  totalUnits: disputedOrder.totalUnits,
  phase: 'appealable',
  round: 0,
  ruling: 'buyer',
  openedAt: now - 3 * day,
  deadline: now + day,
  buyerBps: disputedOrder.buyerBps,
  sellerBps: disputedOrder.sellerBps,
  appealBy: now + day,
  appealUnits: units(70),
  rounds: [
    {
      round: 0,
      by: 'buyer',
      costUnits: units(15),
      panelSize: 3,
      feeUnits: units(5),
      lockUnits: units(50),
      attempt: 1,
      drawBlock: 18_060,
      commitBy: now - 2 * day,
      revealBy: now - day,
      decided: { ruling: 'buyer', shopVotes: 1, buyerVotes: 2, at: now - 3_600 },
      panel: [
        seat(0, { state: 'revealed', vote: 'buyer' }),
        seat(1, { state: 'revealed', vote: 'shop' }),
        seat(2, { state: 'silent', slashedUnits: units(10) }),
        seat(3, { state: 'revealed', vote: 'buyer' }),
      ],
    },
  ],
  evidence,
  costs: null,
};

/** The same case while the first jury votes. */
export const votingCase: CaseDetail = {
  ...openCase,
  phase: 'voting',
  ruling: null,
  deadline: now + day,
  appealBy: null,
  rounds: openCase.rounds.map((round) => ({
    ...round,
    attempt: 0,
    commitBy: now + day,
    revealBy: now + 2 * day,
    decided: null,
    panel: [seat(0, {}), seat(1, { state: 'committed', commitment: digestOf('c1') }), seat(2, {})],
  })),
};

/** What stands behind the court in one token. */
export const courtPool: CourtPoolView = {
  token,
  seatUnits: units(50),
  feeUnits: units(2),
  seats: 24,
  jurors: 9,
  stakedUnits: units(1_200),
  capUnits: units(300),
  openCases: 2,
};

/** An operator who wrote a long address, and one that looks like a link. */
export const host: HostView = {
  operator: addressOf('7e'),
  payout: addressOf('7e'),
  peerId: `0x${'12'.repeat(38)}`,
  endpoints: [
    '/dns4/node.market.example/tcp/4001/p2p/12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp',
    'https://market.example',
  ],
  announcedAt: now - 5 * day,
  orders: 12,
  earnings: [{ token, earnedUnits: units(7) }],
};
