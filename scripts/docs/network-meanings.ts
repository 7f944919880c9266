/** What one number of the network's limits bounds, and how that is tried. */
export interface LimitMeaning {
  of: string;
  /** A test that reaches the number without naming it. */
  test?: string;
  /** The number is how often the node itself does something, not what others may cost it. */
  pace?: true;
}

/** Limits of one subject, in the order of the page. */
export interface LimitGroup {
  title: string;
  limits: Record<string, LimitMeaning>;
}

const p2p = (name: string): string => `test/node/p2p/${name}.test.ts`;
const state = 'test/node/state.test.ts';
const hostile = (name: string): string => `test/node/hostile/${name}.test.ts`;
const at = (test: string, of: string): LimitMeaning => ({ of, test });
/** A limit that tests name. */
const of = (meaning: string): LimitMeaning => ({ of: meaning });
const pace = (meaning: string): LimitMeaning => ({ of: meaning, pace: true });

/** Every number of node/p2p/network-limits.ts; the page cannot be made while one is missing. */
export const limitGroups: LimitGroup[] = [
  {
    title: 'Connections',
    limits: {
      connections: of('connections of a node, in both directions'),
      inboundConnectionsPerSecondAndHost: at(hostile('floods'), 'new connections that one host may open in a second'),
      pendingInboundConnections: of('inbound connections whose handshake is not complete'),
      pendingInboundPerHost: of('of these, from one host'),
      inboundPerPrefix: at(
        p2p('connection-gate'),
        'inbound connections from one network of the Internet: /16 of IPv4, /32 of IPv6',
      ),
      banSeconds: at(p2p('hostile-peer'), 'time for which a peer that sent a false block is refused'),
      dialSeconds: at(p2p('discovery'), 'one attempt to dial a peer'),
      dialsAtOnce: at(p2p('discovery-limits'), 'dials under way'),
      dialsWaiting: at(p2p('discovery-limits'), 'these and dials that wait for their turn, together'),
      redialSeconds: pace('shortest pause before a peer that the operator named is dialled again'),
      redialMostSeconds: pace('longest such pause'),
      registerEverySeconds: pace('pause between looks at the register of nodes on the chain'),
      registerMostSeconds: pace('longest pause before a node of the register is dialled again'),
      registerDials: at(p2p('registered-peers'), 'nodes of the register dialled in one round'),
      registeredPeers: at(p2p('registered-peers'), 'connections above which the register is not dialled'),
    },
  },
  {
    title: 'Load',
    limits: {
      healthEverySeconds: pace('pause between measurements of memory and event loop'),
      slowRounds: at(hostile('load'), 'slow measurements in a row that count as overload'),
      shedRounds: at(
        hostile('load'),
        'rounds in which an overloaded node sheds load before as many in which it serves everyone',
      ),
      shedShare: at(
        hostile('load'),
        'part of the inbound connections that is closed in one such round, the newest first',
      ),
    },
  },
  {
    title: 'Blocks',
    limits: {
      blocksPerRequest: of('blocks of one request'),
      answerBytes: of('an answer; what is left is asked for again'),
      silenceSeconds: of('silence of a peer that is to answer'),
      requestSeconds: of('one answer'),
      idleStreamSeconds: of('a stream without a complete request'),
      blockStreamsPerPeer: of('block streams of one peer, over all its connections'),
      answerMemoryBytes: of('blocks read for all peers and not yet taken by them'),
      stalledSeconds: at(
        hostile('streams'),
        'time after which a peer that takes nothing is cut off when that memory is used up',
      ),
      pullsAtOnce: at(hostile('bombs'), 'shops that are fetched at a time'),
      listingsPerBatch: of('listings checked and stored together'),
      imagesPerBatch: at(p2p('replication'), 'pictures asked for together'),
      contentRounds: at(p2p('contents'), 'rounds in which a content that no peer has is looked for'),
      leavesInMemory: at('test/protocol/catalogue-tree.test.ts', 'hashes of offers held in memory, over all shops'),
      retryFirstSeconds: pace('first pause before a shop whose blocks were missing is fetched again'),
      retryMostSeconds: pace('longest such pause'),
      contentsEverySeconds: pace('pause between looks for contents that the chain names'),
      imagesEverySeconds: pace('pause between looks for pictures'),
      imageWaits: of('readers of pages that wait for a picture whose document came before it'),
      imageWaitSeconds: at('test/node/api/awaited-image.test.ts', 'time for which one of them waits'),
      missedMostSeconds: pace('longest pause before a picture that no peer had is asked for again'),
      droppedKeepSeconds: at(
        p2p('replication'),
        'time for which blocks that a catalogue dropped stay for peers that still copy it',
      ),
      sweepEverySeconds: pace('pause between deletions of dropped blocks'),
      auditEverySeconds: pace('pause before held catalogues that lack blocks are completed'),
    },
  },
  {
    title: 'Gossip and heads',
    limits: {
      readingMillisecondsPerTurn: at(
        p2p('reading-turns'),
        'processor time, in milliseconds, that reading from all connections takes of one turn of the event loop',
      ),
      gossipPerTurn: at(hostile('floods'), 'messages looked at in one turn of the event loop'),
      gossipWaitingPerPeer: at(hostile('floods'), 'messages of one peer that wait for their turn'),
      headsBurst: at(p2p('heads'), 'heads of one shop that are taken in a burst'),
      headsPerSecond: at(p2p('heads'), 'heads of one shop that are taken per second after it'),
      headsRemembered: at(hostile('floods'), 'heads whose outcome is remembered'),
      refusedSeconds: at(p2p('hostile-peer'), 'time for which a refused head is not looked at again'),
      equivocationsAtHand: at(
        hostile('clocks'),
        'heads that gave way to another of their version and are still shown to peers',
      ),
      headsGetStreamsPerPeer: at(p2p('heads'), 'streams of one peer that asks for heads of named shops'),
      headsGetBurst: at(p2p('heads'), 'such requests of one peer in a burst'),
      headsGetPerSecond: at(p2p('heads'), 'such requests of one peer per second after it'),
    },
  },
  {
    title: 'Reconciliation',
    limits: {
      reconcileEverySeconds: pace('pause between exchanges that a node begins'),
      reconcileStreamsPerPeer: at(hostile('protocols'), 'exchanges of one peer at a time'),
      exchangesBurst: at(hostile('protocols'), 'exchanges that one peer may begin in a burst'),
      exchangesPerSecond: at(hostile('protocols'), 'exchanges that one peer may begin per second after it'),
      exchangeSeconds: at(hostile('eclipse'), 'one exchange'),
      exchangesInARow: at(
        'test/protocol/negentropy.test.ts',
        'exchanges that follow one another when the sets differ in more than one moves',
      ),
      reconcileFrameBytes: at(hostile('protocols'), 'a message of a round'),
      reconcileRounds: at(hostile('protocols'), 'rounds of an exchange'),
      reconcileItems: at(hostile('protocols'), 'items that an exchange moves in each direction'),
      itemsPerFrame: at(hostile('protocols'), 'items of one frame'),
      itemsFrameBytes: at(hostile('eclipse'), 'a frame of items'),
      reconcileUselessItems: at(hostile('protocols'), 'items of no use after which an exchange takes no more'),
      refusedItems: at(hostile('protocols'), 'items of no use that are remembered, of each set'),
      laterSeconds: at(hostile('protocols'), 'time for which an item that may be of use later is not asked for again'),
      askAgainPeers: at(p2p('ask-again'), 'peers that are asked for such items once more of the chain is read'),
      askAgainSeconds: at(p2p('ask-again'), 'shortest pause between such questions'),
    },
  },
  {
    title: 'Discovery',
    limits: {
      outboundPeers: at(p2p('discovery-limits'), 'connections that a node chooses itself'),
      visitEverySeconds: at(p2p('discovery-limits'), 'how often the last of them is given to another peer'),
      outboundPerPrefix: at(p2p('discovery-limits'), 'of these, to one network'),
      dialsPerMinute: of('dials of peers heard of, in a minute'),
      dialsPerRound: at(p2p('discovery-limits'), 'dials of peers heard of, in one round'),
      discoverEverySeconds: pace('pause between such rounds'),
      knownPeers: at(p2p('discovery-limits'), 'peers known'),
      knownPerSource: of('peers never reached that one source told of'),
      knownPerPrefix: at(p2p('discovery-limits'), 'peers never reached in one network'),
      addressesPerPeer: at(p2p('discovery-limits'), 'addresses of one peer'),
      addressCharacters: at(p2p('discovery-limits'), 'one address'),
      pageAddresses: of('addresses that a page gets to read shops from'),
      knownPauseSeconds: pace('first pause before a peer that was not reached is dialled again'),
      knownPauseMostSeconds: pace('longest such pause'),
      knownFailures: at(p2p('discovery-limits'), 'failures after which a peer that was long gone is forgotten'),
      knownKeepSeconds: at(p2p('discovery-limits'), 'time after which it counts as long gone'),
      reachedLatelySeconds: at(p2p('discovery-limits'), 'time since a peer was reached for it to be told to others'),
      rememberedPeers: of('peers on the disk for the next start'),
      rememberEverySeconds: pace('pause between writings of them'),
      forgetEverySeconds: pace('pause before peers that were long gone are forgotten'),
      peersPerExchange: at(p2p('peer-exchange'), 'peers in one answer of peer exchange'),
      peerRecordBytes: at(p2p('peer-exchange'), 'the signed addresses of a peer'),
      peerExchangeEverySeconds: pace('pause between questions of a node'),
      peerExchangesBurst: at(p2p('peer-exchange'), 'questions of one peer in a burst'),
      peerExchangesPerSecond: at(p2p('peer-exchange'), 'questions of one peer per second after it'),
    },
  },
  {
    title: 'The table of who has which shop',
    limits: {
      tableQueriesAtOnce: at(p2p('discovery'), 'queries of one lookup at a time'),
      tableStreamsPerPeer: at(p2p('discovery'), 'streams of one peer'),
      tableUpdatesWaiting: at(p2p('discovery'), 'changes of the table that wait'),
      providerRecordHours: at(p2p('discovery'), 'life of a record'),
      providerRecords: at(p2p('provider-records'), 'records that a node keeps for others'),
      providerRecordsPerPeer: at(p2p('provider-records'), 'of these, of one peer'),
      providesPerMinute: of('shops that a node tells to the table in a minute'),
      provideEverySeconds: pace('pause between looks at what is due'),
      provideAgainHours: of('time after which a shop is told again'),
      provideRetrySeconds: pace('pause after nobody took it'),
      lookupSeconds: at(p2p('discovery'), 'one lookup'),
      findsPerMinute: at(p2p('discovery-limits'), 'shops looked for in a minute'),
      findsWaiting: at(p2p('discovery-limits'), 'shops that wait to be looked for'),
      findEverySeconds: pace('pause between looks for shops of the chain'),
      findAgainSeconds: of('time after which the same shop is looked for again'),
      findsRemembered: at(p2p('discovery-limits'), 'shops whose last search is remembered'),
      providersPerFind: at(p2p('discovery-limits'), 'holders of one shop that are asked'),
    },
  },
  {
    title: 'Relays',
    limits: {
      relayedConnections: at(p2p('relays'), 'relayed connections of a node that is reached through relays'),
      relayedConnectionsPerPeer: at(p2p('relays'), 'connections that one peer has through a relay'),
      relaysInUse: at(p2p('relays'), 'relays that a node without a reachable address asks for'),
      relayEverySeconds: pace('pause between looks for relays'),
      relayMostSeconds: pace('longest pause before a relay that refused is asked again'),
      relayGraceSeconds: pace('time that a node waits to learn whether it can be dialled'),
      relaysRemembered: at(p2p('relays'), 'relays whose refusal is remembered'),
    },
  },
  {
    title: 'Messages, notes, receipts and lists',
    limits: {
      messagesBurst: of('messages of one party of an order in a burst'),
      messagesPerSecond: of('messages of one party of an order per second after it'),
      messagesPending: of('messages that wait until the node has read their order'),
      notesBurst: of('notes of one person in a burst'),
      notesPerSecond: of('notes of one person per second after it'),
      questionsBurst: of('questions to one contract account whether notes are its own, in a burst'),
      questionsPerSecond: of('questions to one contract account per second after it'),
      noteGossipBytes: of('bytes of a note that is gossiped; a longer one comes when sets are reconciled'),
      notesBytes: of('all notes that a node keeps: those of people who bought for little go first'),
      notesRefreshSeconds: pace('pause between looks at the standing and the purchases of all authors'),
      stateStreamsPerPeer: at(state, 'streams of one peer that asks about the index'),
      stateBurst: of('questions about the index that one peer may ask in a burst'),
      statePerSecond: at(state, 'questions about the index that one peer may ask per second after it'),
      statePartsBurst: of('of these, for parts of a table, in a burst'),
      statePartsPerSecond: at(state, 'of these, for parts of a table, per second after it'),
      stateEverySeconds: pace('pause between comparisons of the index with peers'),
      stateDrillSeconds: pace('pause before a row that differs is looked for anew'),
      receiptsPerRequest: of('shops of one question for receipts'),
      receiptStreamsPerPeer: at(p2p('receipts'), 'streams of one peer that asks for receipts'),
      receiptsBurst: of('receipts that one peer gets in a burst'),
      receiptsPerSecond: at(p2p('receipts'), 'receipts that one peer gets per second after it'),
      receiptShops: at(p2p('receipts'), 'shops whose receipts are collected'),
      receiptPeers: at(p2p('receipts'), 'peers that are asked for them'),
      receiptsEverySeconds: pace('pause between such rounds'),
      receiptFreshSeconds: of('age of a round after which a question about a shop asks peers again'),
      receiptRoundsBurst: at(p2p('receipts'), 'rounds that questions cause in a burst'),
      receiptRoundsPerSecond: at(p2p('receipts'), 'rounds that questions cause per second after it'),
      receiptKeepSeconds: of('time for which the receipt of a peer that is gone is shown'),
      listStreamsPerPeer: at(p2p('policy-lists'), 'streams of one peer that asks for lists of denials'),
      listRequestsBurst: of('questions for lists that one peer asks in a burst'),
      listRequestsPerSecond: at(p2p('policy-lists'), 'questions for lists that one peer asks per second after it'),
      listsEverySeconds: pace('pause between questions for the lists that a node follows'),
      missingListSeconds: pace('first pause while one of them is not here yet; each further one is twice as long'),
      listPeers: at(p2p('policy-lists'), 'peers that are asked for them'),
      keepingEverySeconds: pace('pause between looks at which held shops are to be let go'),
      unstakedKeepSeconds: of('time for which a shop stays whose deposit is too small'),
      endedKeepSeconds: of('time for which a shop stays whose catalogue ended'),
    },
  },
];
