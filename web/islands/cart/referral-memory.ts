const KEY = 'vouch.referrals';

/** Who brought the buyer to each shop, for the time of the visit. */
export interface ReferralMemory {
  remember: (shop: string, promoter: string) => void;
  recall: (shop: string) => string | null;
}

/**
 * Keeps promoters of followed links.
 * @param storage sessionStorage: the next visit begins without
 */
export function createReferralMemory(storage: Pick<Storage, 'getItem' | 'setItem'>): ReferralMemory {
  const read = (): Record<string, unknown> => {
    try {
      const kept: unknown = JSON.parse(storage.getItem(KEY) ?? '{}');
      return typeof kept === 'object' && kept !== null ? { ...kept } : {};
    } catch {
      // Someone else wrote there; the next link replaces it.
      return {};
    }
  };
  return {
    remember: (shop, promoter) => storage.setItem(KEY, JSON.stringify({ ...read(), [shop]: promoter })),
    recall: (shop) => {
      const promoter = read()[shop];
      return typeof promoter === 'string' && /^0x[0-9a-f]{40}$/.test(promoter) ? promoter : null;
    },
  };
}
