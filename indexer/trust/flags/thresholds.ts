/** When something is worth a flag, and when it is more than a note. Shares are in basis points of all review weight. */
export const thresholds = {
  /** An address that more accounts share is an exchange or a service: sharing it says nothing. Migration 0015 knows it too. */
  hubAccounts: 25,
  /** Fakes that hold less of the weight cannot move a score by half a star. */
  linkedWarningBps: 1_000,
  /** Three buyers with one source of money are no family any more. */
  sharedFunderAccounts: 3,
  /** Half of the weight: the score is one person's opinion. With fewer reviews that is no news. */
  topBuyerBps: 5_000,
  topBuyerReviews: 5,
  /** Two shops that bought from each other once or twice are neighbours. */
  loopOrders: 3,
  /** Longest ring of shops that buy from each other, and the links of a shop that are followed: longer ones cost a fee each. */
  ringShops: 4,
  ringLinks: 8,
  /** A day counts as a burst from so many sales on, and so many times a usual day. */
  burstSales: 20,
  burstTimes: 10,
  /** Fewer days before it say nothing about what is usual. */
  burstDays: 14,
  /** Share of a burst's buyers who came from nowhere, bought, and had no promoter: an advertised sale stays below. */
  burstStrangersBps: 7_000,
  /** Bombing: so many low ratings of strangers in a week, and so large a share of that week's reviews. */
  bombingReviews: 10,
  bombingShareBps: 5_000,
  bombingSeconds: 7 * 86_400,
  bombingStars: 2,
  /** Strangers bought for the first time at most so long before, paid at most so much of what is usual, and lost nothing. */
  strangerSeconds: 30 * 86_400,
  bombingFeeBps: 5_000,
  /** Promoters who bring each other so often, or the shop's own accounts that bring so much of its referred sales. */
  mutualSales: 3,
  ownPromoterSales: 3,
  ownPromoterBps: 5_000,
  /** Replaced goods with fewer reviews than this mislead nobody much. */
  replacedReviews: 3,
  /** A buyer is flagged after so many disputes at so many shops, in so large a share of the orders, most of them not won. */
  disputes: 5,
  disputesWarning: 8,
  disputedShops: 3,
  disputedBps: 6_000,
  /** A promoter is flagged after so many sales, when so large a share failed, and so many times the market's. */
  badSales: 10,
  badSalesWarning: 20,
  badBps: 2_000,
  badTimes: 3,
} as const;

/** Evidence that a flag shows. */
export const MOST_EVIDENCE = 20;
/** Orders or reviews of a shop that a flag looks at: the newest ones, so that a shop's size does not matter. */
export const LOOKED_AT = 1_000;
