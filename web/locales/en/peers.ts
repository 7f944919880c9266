/** Words about reading shops from peers, and about what the page itself checked. */
export const peers = {
  'peers.title': 'Read a shop without a server',
  'peers.lead':
    'Your browser asks the nodes of the network itself, checks every signature and every part, and shows the shop. No website is needed once this page is here.',
  'peers.noscript': 'Reading from peers needs JavaScript, because your browser does the work of a server.',
  'peers.this_shop': 'This shop without this node',
  'peers.footer': 'Without a server',
} as const;
