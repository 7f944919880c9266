import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { VouchError } from '../../../protocol/errors.ts';
import { type Address, addressSchema } from '../../../protocol/primitives.ts';
import { createPeerMemory, isDialable, isPeerAddress, type PeerMemory } from '../../peer/known-peers.ts';
import { keepShell } from '../../peer/offline-shell.ts';
import type { ShopReading } from '../../peer/read-shop.ts';
import type { MountParameters } from '../mount.ts';
import { renderIsland } from '../preact-island.ts';
import type { IslandProps } from '../props.ts';
import { asVouchError, ErrorNote } from '../wallet/error-note.tsx';
import { type IslandWords, loadDictionary } from '../words.ts';
import { PeerList } from './peer-list.tsx';
import { PeerShop } from './peer-shop.tsx';

export type PeerWords = IslandWords<'peer'>;

interface ReaderProps {
  words: PeerWords;
  props: IslandProps['peer'];
  memory: PeerMemory;
}

const shopInHash = (): Address | null => {
  const parsed = addressSchema.safeParse(decodeURIComponent(location.hash.slice(1)));
  return parsed.success ? parsed.data : null;
};

/** Loads the part that speaks with peers, and reads a shop with it. */
const start = async (options: ReaderProps & { shop: Address; changed: (reading: ShopReading) => void }) => {
  const { props, memory, shop, changed } = options;
  if (globalThis.crypto?.subtle === undefined)
    throw new VouchError({
      code: 'peer.page_insecure',
      message: 'This browser lets only pages with a secure address join the network.',
      hint: 'Open the page by https, or on this machine.',
    });
  const [{ openNetwork }, { readShop }, { createChainWord }] = await Promise.all([
    import('../../peer/open-network.ts'),
    import('../../peer/read-shop.ts'),
    import('../../peer/chain-word.ts'),
  ]);
  const network = await openNetwork();
  const addresses = [...new Set([...memory.addresses(), ...props.addresses])].filter((address) =>
    isDialable(address, location.protocol),
  );
  const question = {
    shop,
    chainId: props.chain.chainId,
    market: addressSchema.parse(props.chain.contracts.market),
    now: Math.floor(Date.now() / 1_000),
    chain: createChainWord(props.chain),
  };
  const urls: string[] = [];
  const urlOf = (bytes: Uint8Array, type: string): string => {
    // Safety: block bytes are never shared.
    const url = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type }));
    urls.push(url);
    return url;
  };
  let stopped = false;
  const stop = (): void => {
    stopped = true;
    for (const url of urls) URL.revokeObjectURL(url);
    network.stop().catch((error: unknown) => console.warn('the connection to peers did not end in order', error));
  };
  const { more } = await readShop({
    dial: network.dial,
    addresses,
    question,
    memory,
    urlOf,
    changed: (reading) => {
      if (!stopped) changed(reading);
    },
  });
  return { more, stop };
};

/** A peer's address from the reader: what nodes print, or another reader sends. */
const AddressForm = ({ words, memory, added }: { words: PeerWords; memory: PeerMemory; added: () => void }) => {
  const text = useSignal('');
  const wrong = useSignal(false);
  const add = (event: Event): void => {
    event.preventDefault();
    const addresses = text.value.split(/\s+/).filter((each) => each !== '');
    wrong.value = addresses.length === 0 || !addresses.every(isPeerAddress);
    if (wrong.value) return;
    for (const address of addresses.reverse()) memory.answered(address);
    text.value = '';
    added();
  };
  return (
    <details class="peer-add">
      <summary>{words.t('peer.add')}</summary>
      <form class="form" onSubmit={add}>
        <label class="field">
          <span>{words.t('peer.add_label')}</span>
          <textarea
            rows={2}
            spellcheck={false}
            value={text.value}
            aria-invalid={wrong.value}
            aria-describedby="peer-add-help"
            onInput={(event) => {
              text.value = event.currentTarget.value;
            }}
          />
        </label>
        <p id="peer-add-help" class={wrong.value ? 'tone-bad' : 'small quiet'} role={wrong.value ? 'alert' : undefined}>
          {words.t(wrong.value ? 'peer.add_wrong' : 'peer.add_help')}
        </p>
        <p>
          <button class="button button-quiet" type="submit">
            {words.t('peer.add_do')}
          </button>
        </p>
      </form>
    </details>
  );
};

const Status = ({ words, reading }: { words: PeerWords; reading: ShopReading }) => {
  const { stage, peers, catalogue, listings, pictures } = reading;
  const connected = peers.filter(({ state }) => state === 'connected').length;
  const values = {
    peers: peers.length,
    connected,
    done: listings.length,
    pictures: pictures.size,
    total: catalogue?.entries.length ?? 0,
  };
  return (
    <p role="status" aria-live="polite" class="peer-status" data-stage={stage}>
      {words.t(`peer.stage_${stage}`, values)}
    </p>
  );
};

/** Reads one shop after another, as the address bar names them. */
const Reader = (options: ReaderProps) => {
  const { words, memory } = options;
  const shop = useSignal(shopInHash());
  const text = useSignal(shop.value ?? '');
  const wrong = useSignal(false);
  const round = useSignal(0);
  const reading: Signal<ShopReading | null> = useSignal(null);
  const error: Signal<VouchError | null> = useSignal(null);
  const more = useSignal<(() => Promise<void>) | null>(null);
  const kept = useSignal<boolean | null>(null);

  useEffect(() => {
    const moved = (): void => {
      shop.value = shopInHash();
      text.value = shop.value ?? text.value;
    };
    addEventListener('hashchange', moved);
    // The address may have changed between the first drawing and this moment, which comes after it is painted.
    moved();
    // The part that speaks with peers is kept too, so it is loaded even where no shop is named yet.
    Promise.all([
      import('../../peer/open-network.ts'),
      import('../../peer/read-shop.ts'),
      import('../../peer/chain-word.ts'),
      import('../../../protocol/error-text.ts'),
    ])
      .then(keepShell)
      .then(
        (done) => {
          kept.value = done;
        },
        () => {
          // Without a node there is nothing new to keep; what was kept brought this page.
          kept.value = navigator.serviceWorker?.controller != null;
        },
      );
    return () => removeEventListener('hashchange', moved);
  }, [shop, text, kept]);

  const address = shop.value;
  const turn = round.value;
  useEffect(() => {
    reading.value = null;
    error.value = null;
    more.value = null;
    if (address === null || turn < 0) return;
    let current = true;
    let stop = (): void => undefined;
    const changed = (next: ShopReading): void => {
      if (current) reading.value = next;
    };
    start({ ...options, shop: address, changed }).then(
      (started) => {
        stop = started.stop;
        if (current) more.value = started.more;
        else stop();
      },
      (cause: unknown) => {
        if (current) error.value = asVouchError(cause);
      },
    );
    return () => {
      current = false;
      stop();
    };
  }, [address, turn]);

  const again = (): void => {
    round.value++;
  };
  const fault = error.value ?? reading.value?.error ?? null;
  const now = reading.value;
  return (
    <div class="peer-reader">
      <form
        class="peer-form"
        onSubmit={(event) => {
          event.preventDefault();
          const parsed = addressSchema.safeParse(text.value.trim());
          wrong.value = !parsed.success;
          if (!parsed.success) return;
          if (parsed.data === address) again();
          else location.hash = parsed.data;
        }}
      >
        <label class="field">
          <span>{words.t('peer.shop')}</span>
          <input
            value={text.value}
            spellcheck={false}
            autocomplete="off"
            placeholder="0x…"
            aria-invalid={wrong.value}
            aria-describedby={wrong.value ? 'peer-shop-wrong' : undefined}
            onInput={(event) => {
              text.value = event.currentTarget.value;
            }}
          />
        </label>
        <button class="button" type="submit">
          {words.t('peer.read')}
        </button>
        {wrong.value && (
          <p id="peer-shop-wrong" class="tone-bad" role="alert">
            {words.t('peer.shop_wrong')}
          </p>
        )}
      </form>
      {kept.value !== null && (
        <p class="small quiet" data-kept={kept.value}>
          {words.t(kept.value ? 'peer.kept' : 'peer.not_kept')}
        </p>
      )}
      {now !== null && <Status words={words} reading={now} />}
      {fault !== null && (
        <ErrorNote view={words} error={fault} retry={{ word: words.t('peer.again'), onRetry: again }} />
      )}
      {now !== null && now.found !== null && (
        <PeerShop words={words} reading={now} tokens={options.props.chain.tokens} />
      )}
      {now?.catalogue != null && now.listings.length < now.catalogue.entries.length && more.value !== null && (
        <p class="pager">
          <button
            type="button"
            class="button button-quiet"
            disabled={now.stage === 'listings'}
            onClick={() => void more.value?.()}
          >
            {words.t('peer.more')}
          </button>
        </p>
      )}
      {now !== null && <PeerList words={words} peers={now.peers} />}
      <AddressForm words={words} memory={memory} added={again} />
    </div>
  );
};

/** Reads shops without a server: the page speaks with the nodes of the network itself. */
export const mount = async ({ element, props, view }: MountParameters<'peer'>): Promise<void> => {
  const words = await loadDictionary('peer', view);
  const memory = createPeerMemory(localStorage);
  memory.learn(props.addresses.filter((address) => isDialable(address, location.protocol)));
  renderIsland(element, <Reader words={words} props={props} memory={memory} />);
};
