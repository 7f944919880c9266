import type { AnnouncedWallet, Eip1193Provider } from './provider.ts';

/** The parts of a window that discovery uses. */
export type WalletHost = EventTarget & { ethereum?: unknown };

const ANNOUNCE = 'eip6963:announceProvider';
const REQUEST = 'eip6963:requestProvider';

const isProvider = (value: unknown): value is Eip1193Provider =>
  typeof value === 'object' && value !== null && 'request' in value && typeof value.request === 'function';

/** Any page script may announce anything, so every field is looked at. */
const announcedIn = (detail: unknown): AnnouncedWallet | undefined => {
  if (typeof detail !== 'object' || detail === null || !('info' in detail) || !('provider' in detail)) return undefined;
  const { info, provider } = detail;
  if (typeof info !== 'object' || info === null || !isProvider(provider)) return undefined;
  const text = (name: string, most: number): string => {
    // Safety: read as unknown and checked on the next line.
    const value = (info as Record<string, unknown>)[name];
    return typeof value === 'string' ? value.slice(0, most) : '';
  };
  const [uuid, name, rdns, icon] = [text('uuid', 64), text('name', 60), text('rdns', 100), text('icon', 100_000)];
  if (uuid === '' || name === '' || rdns === '') return undefined;
  // The pages' security policy allows no other pictures.
  return { info: { uuid, name, rdns, icon: icon.startsWith('data:image/') ? icon : '' }, provider };
};

/**
 * Finds the wallets of a page by EIP-6963; a lone `window.ethereum` of an older wallet is taken too.
 * @param host the window
 * @param onWallet called once for each wallet, now and later
 * @returns stops listening
 */
export function discoverWallets(host: WalletHost, onWallet: (wallet: AnnouncedWallet) => void): () => void {
  const seen = new Set<string>();
  const providers = new Set<unknown>();
  const listener = (event: Event): void => {
    const wallet = announcedIn((event as CustomEvent<unknown>).detail);
    if (wallet === undefined || seen.has(wallet.info.uuid)) return;
    seen.add(wallet.info.uuid);
    providers.add(wallet.provider);
    onWallet(wallet);
  };
  host.addEventListener(ANNOUNCE, listener);
  host.dispatchEvent(new Event(REQUEST));
  const old = host.ethereum;
  if (isProvider(old) && !providers.has(old) && seen.size === 0) {
    onWallet({ info: { uuid: 'injected', name: 'Browser wallet', icon: '', rdns: 'injected' }, provider: old });
  }
  return () => host.removeEventListener(ANNOUNCE, listener);
}

/**
 * Announces a wallet by EIP-6963, now and whenever someone asks.
 * @param host the window
 * @param wallet the wallet
 * @returns stops announcing
 */
export function announceWallet(host: EventTarget, wallet: AnnouncedWallet): () => void {
  const detail = Object.freeze({ info: Object.freeze({ ...wallet.info }), provider: wallet.provider });
  const announce = (): void => void host.dispatchEvent(new CustomEvent(ANNOUNCE, { detail }));
  host.addEventListener(REQUEST, announce);
  announce();
  return () => host.removeEventListener(REQUEST, announce);
}
