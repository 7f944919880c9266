/** Words of share cards, which are pictures: what no page says in so few words. */
export const cards = {
  'card.promise': 'Paid into escrow · reviews by buyers only',
  'card.members': '{members} of {size} joined',
  'card.group': 'Buy together',
  'card.alone': 'alone {price}',
  'card.closes': 'until {date}',
  'card.deposit': 'Deposit {amount}',
  'card.sold': '{percent} of orders ended well',
  'card.promoter': 'Promoter',
  'card.person': 'Buyer',
  'card.sales.one': 'brought {count} sale',
  'card.sales.other': 'brought {count} sales',
  'card.orders.one': '{count} order completed',
  'card.orders.other': '{count} orders completed',
  'card.market': 'A market that no platform owns',
  'card.market_text': 'Sellers put down a deposit, the money waits in a contract, and only buyers can review.',
  'card.scan': 'Scan to see it',
} as const;
