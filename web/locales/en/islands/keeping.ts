import { copies } from '../network.ts';

/** Words of the seller's desk about the shop's key, and about who keeps the shop. */
export const keeping = {
  ...copies,
  'keys.title': 'Key for addresses and messages',
  'keys.text':
    'Buyers encrypt their addresses and messages to this key. Your wallet makes it by a signature, so there is nothing to back up.',
  'keys.now': 'In use: {key}',
  'keys.when': 'When should I change it?',
  'keys.when_text':
    'When somebody may have seen your signature, or used this page while it was open. From then on buyers use the new key. You still read what was written before: your wallet makes the earlier keys again. But so does whoever has an earlier key: a new one protects only what comes after it.',
  'keys.change': 'Make a new key',
  'keys.asks': 'Your wallet is asked for two signatures and one transaction.',
  'keys.changed': 'Buyers use the new key from now on.',
  'copies.site': 'Download the shop as a static site',
  'copies.site_text':
    'A CAR file with all pages, pictures and feeds. Any IPFS node or gateway serves it below its CID; the pages check themselves and lead here for buying.',
  'copies.desk_lead':
    'Every node that signed holds your whole shop. Buyers find it there when your own computer is off, and when this node is.',
} as const;
