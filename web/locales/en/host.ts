/** Words of the page that says how to run a node. */
export const host = {
  'host.title': 'Run a node',
  'host.lead':
    'Any machine can serve every shop of this market. Your node checks each signature and reads the chain itself, so it needs to trust nobody, and shops stay open when other nodes stop.',
  'host.holds': 'What a node of this market serves',
  'host.shops': 'Shops',
  'host.listings': 'Listings',
  'host.orders': 'Orders',
  'host.peers': 'Nodes connected to this one',
  'host.holds_text':
    'These are the figures of this node. A new one copies the catalogues from others and computes the rest from the chain.',
  'host.get': 'Take the program',
  'host.get_text':
    'Every node hands out the program that it runs ({size} MB). It needs Node.js 20 or newer with npm; the rest comes along. A small server with 1 GB of memory is enough, and so is a computer at home behind a router.',
  'host.get_sum':
    'All nodes of this version hand out the same file. Before you trust it with money, compare its SHA-256 with another node’s: {sum}',
  'host.join': 'Join this market',
  'host.join_text':
    'In the folder of the source. Contracts and first peers come from this node, the contracts’ code is compared with your copy, and --rpc is any endpoint of chain {chain}: your own or a provider’s, several separated by commas.',
  'host.join_local_text':
    'In the folder of the source, on this machine, where the chain of this trial market ({chain}) runs. Contracts and first peers come from this node, and the contracts’ code is compared with your copy.',
  'host.open': 'Let people in',
  'host.open_text':
    'Until then only your own machine sees the pages. Give them a name with a certificate, open TCP port 9080 for other nodes, and put these settings before the command.',
  'host.earn': 'Earn from what is bought there',
  'host.earn_text':
    'Sellers set a share for the node that served the sale. Set HOST_PAYOUT to your account, and enter your node in the register on the chain so that others find it.',
  'host.choose': 'Choose what you carry',
  'host.choose_text':
    'Every shop, or only those that you follow. What you leave out is named with its reason for all to read. The start prints the folder for DATA_DIR; with your account in OPERATORS you do the same on the operator’s page.',
  'host.trust':
    'If this node is gone tomorrow, yours goes on: it remembers other nodes, and finds more through them and the register on the chain.',
  'host.others': 'Operators who announced their nodes',
  'host.network': 'The network as this node sees it',
  'host.deployment': 'Chain and contracts of this market, for programs',
} as const;
