import type { CaseDetail, EvidenceView, PanelSeatView } from '../../protocol/api/court.ts';
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
    },
  },
  {
    digest: digestOf('e2'),
    by: 'seller',
    at: now - 2 * day + 600,
    content: { text: '出货前拍过照，杯口完好。', language: 'zh-CN', images: [], writtenAt: now - 2 * day },
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
