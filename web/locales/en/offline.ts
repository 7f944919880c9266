/** Words of the page that a browser shows when its node does not answer. */
export const offline = {
  'offline.title': 'This node does not answer',
  'offline.text': 'You may be offline, or the node may be down. Your money is not with it: the contract holds it.',
  'offline.peer': 'Read shops from other nodes',
  'offline.works': 'What is still there',
  'offline.cart': 'Your cart and what you have drafted are kept on this device.',
  'offline.orders': 'Orders go on by their deadlines on the chain. Any other node shows them too, and lets you act.',
  'offline.keys': 'What your wallet signed and your keys never left this device.',
} as const;
