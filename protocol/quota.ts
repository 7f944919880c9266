import { limits } from './limits.ts';

/** How much of a shop every node carries that carries it at all. */
export interface Quota {
  listings: number;
  /** Bytes of listings and their images together. */
  bytes: number;
}

/** What a shop has staked in one token and is not taking out, in token units. */
export interface QuotaStake {
  units: string;
  minStakeUnits: string;
  accepted: boolean;
}

/** Listings that the minimum stake carries; more stake carries more in proportion. */
const LISTINGS_AT_MINIMUM = 1_000;
const BYTES_PER_LISTING = 262_144;

/**
 * The quota that a shop's deposit gives, the same on every node: `1,000 × staked ÷ minimum` listings by its best token, at
 * most `limits.catalogueListings`, and 256 KiB a listing.
 * @param stakes one for each token
 * @returns null when no stake in an accepted token reaches its minimum: the shop is not carried
 */
export function quotaOf(stakes: readonly QuotaStake[]): Quota | null {
  const listings = stakes
    .filter(({ accepted }) => accepted)
    .map(({ units, minStakeUnits }) => {
      const [staked, least] = [BigInt(units), BigInt(minStakeUnits)];
      if (staked < least) return 0;
      // A token without a minimum carries what one minimum would.
      return least === 0n ? LISTINGS_AT_MINIMUM : Number((staked * BigInt(LISTINGS_AT_MINIMUM)) / least);
    });
  const most = Math.min(limits.catalogueListings, Math.max(0, ...listings));
  return most === 0 ? null : { listings: most, bytes: most * BYTES_PER_LISTING };
}
