/** What a wallet offers to pages (EIP-1193). */
export interface Eip1193Provider {
  request: (call: { method: string; params?: readonly unknown[] }) => Promise<unknown>;
  on?: (event: string, listener: (value: never) => void) => void;
  removeListener?: (event: string, listener: (value: never) => void) => void;
}

/** How a wallet introduces itself (EIP-6963). */
export interface WalletInfo {
  /** New for every page. */
  uuid: string;
  name: string;
  /** A data URI, or empty. */
  icon: string;
  /** Reverse domain name: the same on every visit. */
  rdns: string;
}

export interface AnnouncedWallet {
  info: WalletInfo;
  provider: Eip1193Provider;
}

/** Codes of EIP-1193 and EIP-3326. */
export const providerErrors = { rejected: 4_001, unsupported: 4_200, chainUnknown: 4_902 } as const;

/**
 * Makes an error as EIP-1193 wants it.
 * @param code one of `providerErrors`
 * @param message what happened
 */
export const providerError = (code: number, message: string): Error => Object.assign(new Error(message), { code });

/** The code of anything that a provider threw; undefined where it has none. */
export const providerCode = (error: unknown): number | undefined => {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('code' in error && typeof error.code === 'number') return error.code;
  return 'cause' in error ? providerCode(error.cause) : undefined;
};
