/** Limits of the network, with their unit in the name. They bound what a peer can cost; the protocol's own are in protocol/limits.ts. */
export const networkLimits = {
  connections: 300,
  inboundConnectionsPerSecondAndHost: 30,
  pendingInboundConnections: 50,
  /** Of these, so many may come from one host. */
  pendingInboundPerHost: 25,
  dialSeconds: 10,
  /** Dials of all parts of the node: under way, and these with those that wait for their turn. */
  dialsAtOnce: 32,
  dialsWaiting: 500,
  /** Inbound connections from one network: /16 of IPv4, /32 of IPv6. Private networks are not counted. */
  inboundPerPrefix: 64,

  /** Relayed connections at a time of a node that is reached through relays, and through a relay of one peer. */
  relayedConnections: 64,
  relayedConnectionsPerPeer: 8,
  /** Relays that a node without reachable address asks for, how often, how long it waits for autonat first. */
  relaysInUse: 2,
  relayEverySeconds: 15,
  relayMostSeconds: 900,
  relayGraceSeconds: 60,
  relaysRemembered: 200,

  /** The table of providers: queries of one lookup at a time, streams of one peer, waiting changes, life of a record. */
  tableQueriesAtOnce: 3,
  tableStreamsPerPeer: 16,
  tableUpdatesWaiting: 1_024,
  providerRecordHours: 48,
  /** Records kept for the table: all, and of one peer. */
  providerRecords: 100_000,
  providerRecordsPerPeer: 10_000,
  /** Shops told to the table: a minute, how often the node looks what is due, after how long each again, and when nobody took it. */
  providesPerMinute: 12,
  provideEverySeconds: 15,
  provideAgainHours: 22,
  provideRetrySeconds: 600,
  /** A lookup in the table ends after so long. */
  lookupSeconds: 30,
  /** Shops looked for: a minute, waiting, how often those of the chain, how soon the same again, remembered. */
  findsPerMinute: 12,
  findsWaiting: 256,
  findEverySeconds: 30,
  findAgainSeconds: 300,
  findsRemembered: 10_000,
  /** Holders of one shop that are asked. */
  providersPerFind: 4,

  /** Connections that a node chooses itself, and of them in one network (see `inboundPerPrefix`). */
  outboundPeers: 16,
  outboundPerPrefix: 2,
  /** Once all of them are taken, the peer of the last one gives way to another so often. */
  visitEverySeconds: 120,
  /** Dials of peers heard of: a minute, and in one round. */
  dialsPerMinute: 60,
  dialsPerRound: 4,
  discoverEverySeconds: 15,
  /** Peers known: all, never reached and told by one source, never reached and in one network. */
  knownPeers: 1_000,
  knownPerSource: 64,
  knownPerPrefix: 32,
  addressesPerPeer: 8,
  /** Addresses that a page gets to read shops from. */
  pageAddresses: 32,
  addressCharacters: 256,
  /** One that was not reached is tried again after a growing pause, and left after so many failures once it was long gone. */
  knownPauseSeconds: 30,
  knownPauseMostSeconds: 3_600,
  knownFailures: 8,
  knownKeepSeconds: 7 * 86_400,
  /** Only peers reached so lately are told to others. */
  reachedLatelySeconds: 86_400,
  /** Peers on disk for the next start. */
  rememberedPeers: 64,
  rememberEverySeconds: 300,
  forgetEverySeconds: 21_600,
  /** Peer exchange: records in an answer, bytes of a record, how often a node asks, what one peer may ask. */
  peersPerExchange: 16,
  peerRecordBytes: 2_048,
  peerExchangeEverySeconds: 120,
  peerExchangesBurst: 4,
  peerExchangesPerSecond: 0.05,

  /** Shortest and longest pause between attempts to reach a peer of the static list. */
  redialSeconds: 2,
  redialMostSeconds: 30,
  /** Nodes of the register are dialled so many at a time and so often, as long as there are fewer connections. */
  registerEverySeconds: 60,
  registerMostSeconds: 3_600,
  registerDials: 8,
  registeredPeers: 40,
  /** How long a peer that sent false blocks is refused. */
  banSeconds: 600,

  /** How often a node measures its load, and how many readings in a row make it slow. */
  healthEverySeconds: 1,
  slowRounds: 5,
  /** Rounds in which an overloaded node lets this part of its inbound connections go, before as many in which it serves all. */
  shedRounds: 6,
  shedShare: 0.1,

  blocksPerRequest: 512,
  /** An answer stops after so many bytes; what is left is asked for again. */
  answerBytes: 4 * 2 ** 20,
  /** A peer that sends no whole block for so long, or no whole answer for longer, is left for another. */
  silenceSeconds: 5,
  requestSeconds: 30,
  idleStreamSeconds: 60,
  blockStreamsPerPeer: 8,
  /** Blocks read for all peers and not yet taken by them; above, peers are told to ask later. */
  answerMemoryBytes: 64 * 2 ** 20,
  /** When that is used up, the peer that has taken nothing for longest, and at least for so long, is cut off. */
  stalledSeconds: 2,

  /** Exchanges of sets: this node begins one so often; a peer may begin so many in a burst, and then per second. */
  reconcileEverySeconds: 20,
  reconcileStreamsPerPeer: 2,
  exchangesBurst: 60,
  exchangesPerSecond: 0.5,
  exchangeSeconds: 120,
  /** Exchanges that follow one another when the sets differ in more than one moves. */
  exchangesInARow: 16,
  /** A message of a round, the rounds of an exchange, and the items that it moves in each direction. */
  reconcileFrameBytes: 131_072,
  reconcileRounds: 64,
  reconcileItems: 20_000,
  /** Items in one frame, and its bytes. */
  itemsPerFrame: 256,
  itemsFrameBytes: 2 ** 20,
  /** After so many items that were of no use, no more are asked for in an exchange. */
  reconcileUselessItems: 512,
  /** Items of no use that are remembered for each set, and how long one that may be of use later is not asked for again. */
  refusedItems: 50_000,
  laterSeconds: 60,
  /** Once more of the chain is read, so many peers are asked again for such items, at most so often. */
  askAgainPeers: 3,
  askAgainSeconds: 10,

  /** Requests for heads of certain shops that one peer may make in a burst, and then per second. */
  headsGetStreamsPerPeer: 4,
  headsGetBurst: 32,
  headsGetPerSecond: 4,

  /** Heads of which a shop signed another of the same version, at hand for peers that hold the other. */
  equivocationsAtHand: 1_000,
  /** Reading from all connections takes no more processor time of one turn of the event loop before everything else has its turn. */
  readingMillisecondsPerTurn: 20,
  /** Gossip that is looked at in one turn of the event loop, and that may wait for its turn, of each peer. */
  gossipPerTurn: 32,
  gossipWaitingPerPeer: 128,
  /** Heads of one shop that are looked at in a burst, and then per second. */
  headsBurst: 60,
  headsPerSecond: 5,
  /** Heads whose outcome is remembered, so that copies cost nothing. */
  headsRemembered: 20_000,
  /** How long a head that failed its checks for good is not looked at again. */
  refusedSeconds: 600,

  /** Messages of one party of an order that are taken in a burst, and then per second; also questions to one contract account. */
  messagesBurst: 100,
  messagesPerSecond: 1,
  /** Messages of peers that wait until this node reads their order. */
  messagesPending: 1_000,

  /** Notes of one person that are taken in a burst, and then per second. */
  notesBurst: 60,
  notesPerSecond: 0.1,
  /** Questions to one contract account whether a note is its own, in a burst, and then per second: forged ones ask too. */
  questionsBurst: 100,
  questionsPerSecond: 5,
  /** A longer note is not gossiped; it comes when sets are reconciled. */
  noteGossipBytes: 8_192,
  /** All notes that a node keeps: those of people who bought for little go first. */
  notesBytes: 512 * 2 ** 20,
  /** How often standing and weight of the authors are looked at. */
  notesRefreshSeconds: 600,

  /** Questions about the index that one peer may ask in a burst, and then per second; those for parts of a table cost a scan. */
  stateStreamsPerPeer: 4,
  stateBurst: 30,
  statePerSecond: 0.5,
  statePartsBurst: 12,
  statePartsPerSecond: 0.02,
  /** How often the index is compared with peers, and how soon a row that differs is looked for anew. */
  stateEverySeconds: 30,
  stateDrillSeconds: 600,

  /** Shops that one question for receipts names. */
  receiptsPerRequest: 64,
  receiptStreamsPerPeer: 2,
  /** Receipts that one peer gets in a burst, and then per second. */
  receiptsBurst: 512,
  receiptsPerSecond: 16,
  /** Shops whose receipts are collected, and peers that are asked for them. */
  receiptShops: 256,
  receiptPeers: 64,
  receiptsEverySeconds: 300,
  /** A question about a shop asks peers again when the last round is so old; all questions together ask in a burst, and then per second. */
  receiptFreshSeconds: 10,
  receiptRoundsBurst: 20,
  receiptRoundsPerSecond: 1,
  listStreamsPerPeer: 2,
  /** Questions for lists of denials that one peer may ask in a burst, and then per second. */
  listRequestsBurst: 30,
  listRequestsPerSecond: 0.1,
  listsEverySeconds: 300,
  /** While a list that the operator subscribes to is not here, the first pause is so long, and each further one twice as long. */
  missingListSeconds: 15,
  listPeers: 32,
  /** How often held shops are looked at; how long one whose deposit is too small, or whose catalogue ended, stays. */
  keepingEverySeconds: 600,
  unstakedKeepSeconds: 7 * 86_400,
  endedKeepSeconds: 30 * 86_400,
  /** How long the receipt of a peer that is gone is shown. */
  receiptKeepSeconds: 86_400,

  pullsAtOnce: 4,
  retryFirstSeconds: 1,
  retryMostSeconds: 60,
  listingsPerBatch: 512,
  imagesPerBatch: 16,
  contentsEverySeconds: 2,
  /** Rounds in which a content that no peer has is looked for, until the sink asks for it again. */
  contentRounds: 10,
  imagesEverySeconds: 5,
  /** Readers that wait for an image whose document is here already, and how long one of them does. */
  imageWaits: 64,
  imageWaitSeconds: 6,
  /** Longest pause before an image that no peer had is asked for again. */
  missedMostSeconds: 900,
  /** Blocks that a catalogue dropped stay so long for peers that are still copying it. */
  droppedKeepSeconds: 300,
  sweepEverySeconds: 60,
  /** Held catalogues are checked once, so long after the start; those that lack blocks again after each such pause. */
  auditEverySeconds: 20,
  /** Offer leaves held in memory, over all shops. */
  leavesInMemory: 200_000,
} as const;
