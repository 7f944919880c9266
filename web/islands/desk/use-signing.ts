import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { PublisherView } from '../../../protocol/api/publisher.ts';
import type { SessionView } from '../../../protocol/api/session.ts';
import { readJson } from '../api.ts';
import type { DeskProps } from './desk-props.ts';

/** Who signs the next catalogue: the wallet, or the key that the node keeps for the shop. */
export type Signing = 'wallet' | 'node';

/** Whether the reader is signed in here and the node keeps a key that the shop allows. */
export async function findSigning({ account, shop }: { account: string; shop: string }): Promise<Signing> {
  const session = await readJson<SessionView>('/api/v1/session');
  // Asked only for who is signed in: to others the node answers that they are not.
  if (session.account !== account) return 'wallet';
  const { publisher, allowed } = await readJson<PublisherView>(`/api/v1/desk/${shop}/publisher`);
  return publisher !== null && allowed ? 'node' : 'wallet';
}

/** Finds out who can sign; the wallet always can. */
export function useSigning({ connection, shop }: Pick<DeskProps, 'connection' | 'shop'>): Signal<Signing> {
  const signing = useSignal<Signing>('wallet');
  useEffect(() => {
    findSigning({ account: connection.account, shop: shop.address }).then(
      (found) => {
        signing.value = found;
      },
      (error: unknown) => console.warn('whether this node signs for the shop cannot be said', error),
    );
  }, [connection.account, shop]);
  return signing;
}
