/** Words of the page that reads a shop from its peers. */
export const peer = {
  'peer.shop': 'Address of the shop',
  'peer.read': 'Read the shop',
  'peer.shop_wrong': 'A shop’s address is 0x and 40 hex digits, as its page shows it at the bottom.',
  'peer.kept': 'This page opens from now on even when no node’s website answers.',
  'peer.not_kept':
    'Your browser did not keep this page, so it opens only while a node’s website answers. Private windows and pages without a secure address cannot be kept.',
  'peer.again': 'Try again',
  'peer.more': 'Read more listings',
  'peer.stage_dialling': 'Looking for peers: {connected} of {peers} answered.',
  'peer.stage_catalogue': 'Reading the catalogue and checking its signature.',
  'peer.stage_listings': 'Reading listings: {done} of {total}, {pictures} pictures.',
  'peer.stage_done': 'Read and checked here: {done} of {total} listings, {pictures} pictures.',
  'peer.stage_failed': 'Stopped after {done} listings.',
  'peer.peers': 'Peers that were asked',
  'peer.no_peers': 'Your browser knows no peer that it can reach. Add the address of one below.',
  'peer.state_dialling': 'connecting',
  'peer.state_connected': 'connected',
  'peer.state_unreachable': 'not reached',
  'peer.state_refused': 'refused: what it sent is false',
  'peer.version': 'has version {version}',
  'peer.version_old': 'has only the older version {version}',
  'peer.version_none': 'does not have this shop',
  'peer.blocks': '{blocks} blocks, {kilobytes} kB',
  'peer.signed_owner': 'The signature of the shop’s owner and every part were checked in your browser.',
  'peer.signed_publisher':
    'The signature and every part were checked in your browser; the chain says that the signer may sign for this shop.',
  'peer.signed_unconfirmed': 'The signature and every part were checked in your browser.',
  'peer.version_of': 'Version {version} of the catalogue, valid until {date}.',
  'peer.as_of': 'Prices and words are as of {date}.',
  'peer.equivocated':
    'This shop signed two different catalogues as version {version}. Do not buy from it until it explains that.',
  'peer.expired':
    'This catalogue expired on {date}. Prices and stock may have changed, and nothing can be bought from it.',
  'peer.seen_newer':
    'Your browser saw version {seen} of this shop before. The peers that answer now give only version {version}.',
  'peer.unconfirmed':
    'It is signed by {signer}, not by the owner. Whether the shop allowed that stands on the chain, which cannot be asked now.',
  'peer.add': 'Add the address of a peer',
  'peer.add_label': 'Addresses, separated by spaces or lines',
  'peer.add_help': 'Such as /dns4/node.example/tcp/443/wss/p2p/12D3Koo… Any node’s network page shows its own.',
  'peer.add_wrong': 'That is no address of a peer: it begins with / and ends with /p2p/ and the peer’s ID.',
  'peer.add_do': 'Add and read again',
} as const;
