/** What reading a shop from peers may cost a browser, with units in the names. */
export const peerLimits = {
  /** Addresses that the browser remembers, and the longest of them. */
  addresses: 32,
  addressCharacters: 400,
  /** Peers that one reading dials. */
  dials: 12,
  dialsAtOnce: 4,
  dialSeconds: 12,
  /** A peer that sends no whole piece for so long, or no whole answer for longer, is left for another. */
  silenceSeconds: 10,
  answerSeconds: 60,
  blocksPerRequest: 128,
  /** Bytes of one catalogue's documents; pictures come apart. */
  catalogueBytes: 48 * 2 ** 20,
  listings: 20_000,
  /** Listings and their pictures that are read together. */
  listingsAtOnce: 30,
  /** Shops whose newest seen version is remembered. */
  shops: 200,
} as const;
