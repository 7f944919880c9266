/** Words of the frame around a shop's desk. */
export const deskPages = {
  'desknav.label': 'Desk',
  'desknav.connect': 'Connect the wallet of the shop, or of somebody who works for it.',
  'desknav.overview': 'Overview',
  'desknav.overview_lead': 'What waits for you, and what your deposit still covers.',
  'desknav.orders': 'Orders',
  'desknav.orders_lead': 'What has to leave the house, and what is in dispute.',
  'desknav.goods': 'Goods',
  'desknav.goods_lead': 'Listings, prices and stock. One signature publishes all changes; it costs nothing.',
  'desknav.edit': 'Listing',
  'desknav.edit_lead':
    'What you sell, for how much, and how it reaches the buyer. What you write stays in this browser until you publish it.',
  'desknav.import': 'Import',
  'desknav.import_lead': 'Bring a product file, look at what it becomes, and publish it.',
  'desknav.offers': 'Offers',
  'desknav.offers_lead': 'Group prices, coupons, points, and shops that take each other’s points.',
  'desknav.insights': 'Insights',
  'desknav.insights_lead': 'How sales go, from records that everybody can check.',
  'desknav.look': 'Look',
  'desknav.look_lead': 'How your shop’s page appears to buyers.',
  'desknav.settings': 'Settings',
  'desknav.settings_lead': 'Profile, delivery, keys, staff, and the nodes that keep your shop.',
} as const;
