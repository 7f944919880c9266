import { type Eip1193Provider, providerError, providerErrors, type WalletInfo } from '../provider.ts';
import type { Persona } from './personas.ts';

/** The wallet of a demo market: plays the people whose keys the node gives to everyone. */
export interface DemoWallet {
  info: WalletInfo;
  provider: Eip1193Provider;
  personas: readonly Persona[];
  /** Becomes another person in this tab. */
  choose: (name: string) => void;
  /** Name of the person that this tab is; null before a choice. */
  chosen: () => string | null;
}

export interface DemoWalletParameters {
  personas: readonly Persona[];
  chainId: number;
  /** Keeps the name of the chosen person, never a key. */
  storage: Pick<Storage, 'getItem' | 'setItem'>;
  /** Sends a request to the chain. */
  rpc: Eip1193Provider['request'];
}

const KEY = 'vouch.persona';

const icon =
  'data:image/svg+xml,%3Csvg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"%3E%3Crect width="32" height="32" rx="8" fill="%230b6346"/%3E%3Cpath d="M9 9h14v5a7 7 0 0 1-14 0zm2 13h10v2H11z" fill="%23fff"/%3E%3C/svg%3E';

/**
 * Makes the demo wallet: an EIP-1193 provider like any other, except that it signs without asking.
 * @param parameters the people, the chain, the tab's storage and the way to the chain
 */
export function createDemoWallet({ personas, chainId, storage, rpc }: DemoWalletParameters): DemoWallet {
  const listeners = new Map<string, Set<(value: never) => void>>();
  const emit = (event: string, value: unknown): void => {
    for (const listener of listeners.get(event) ?? []) listener(value as never);
  };
  const current = (): Persona | undefined => personas.find(({ name }) => name === storage.getItem(KEY));
  const chosen = (): Persona => {
    const persona = current();
    if (persona === undefined) throw providerError(4_100, 'Choose who you are in the demo wallet first.');
    return persona;
  };
  const choose = (name: string): void => {
    if (!personas.some((persona) => persona.name === name)) throw new RangeError(`no persona is named ${name}`);
    storage.setItem(KEY, name);
    emit('accountsChanged', [chosen().address]);
  };

  const request: Eip1193Provider['request'] = async ({ method, params = [] }) => {
    switch (method) {
      case 'eth_chainId':
        return `0x${chainId.toString(16)}`;
      case 'eth_accounts': {
        const persona = current();
        return persona === undefined ? [] : [persona.address];
      }
      case 'eth_requestAccounts': {
        const first = personas[0];
        if (current() === undefined && first !== undefined) choose(first.name);
        return [chosen().address];
      }
      case 'wallet_switchEthereumChain':
      case 'wallet_addEthereumChain':
        // Safety: EIP-3085 and EIP-3326 give one object with the chain.
        if (Number((params[0] as { chainId?: unknown }).chainId) === chainId) return null;
        throw providerError(providerErrors.chainUnknown, 'The demo wallet knows the demo chain only.');
      case 'wallet_getCapabilities':
        throw providerError(providerErrors.unsupported, 'The demo wallet sends one call at a time.');
      case 'eth_sendTransaction':
      case 'eth_signTypedData_v4':
      case 'personal_sign': {
        // Keys and curves are loaded with the first signature.
        const { sign } = await import('./demo-signer.ts');
        return sign({ method, params, key: chosen().privateKey, chainId, rpc });
      }
      default:
        return rpc({ method, params });
    }
  };

  return {
    info: { uuid: crypto.randomUUID(), name: 'Vouch demo wallet', icon, rdns: 'vouch.demo' },
    personas,
    choose,
    chosen: () => current()?.name ?? null,
    provider: {
      request,
      on: (event, listener) => void listeners.set(event, (listeners.get(event) ?? new Set()).add(listener)),
      removeListener: (event, listener) => void listeners.get(event)?.delete(listener),
    },
  };
}
