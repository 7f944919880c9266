import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { DemoWallet } from '../../wallet/demo/demo-wallet.ts';
import type { Persona } from '../../wallet/demo/personas.ts';
import { type AnnouncedWallet, providerCode, providerErrors } from '../../wallet/provider.ts';
import type { PageParts } from '../mount.ts';
import { useAttempt } from '../use-attempt.ts';
import type { IslandWords } from '../words.ts';
import { ErrorNote } from './error-note.tsx';
import { OnOpening } from './on-opening.tsx';
import { Personas } from './personas.tsx';

type Words = IslandWords<'wallet'>;

/** Waits for the demo wallet, which a page of a demo market loads. */
export const useDemo = (page: PageParts): DemoWallet | null => {
  const demo = useSignal<DemoWallet | null>(null);
  useEffect(() => {
    void page.demo.then((wallet) => {
      demo.value = wallet;
    });
  }, [page, demo]);
  return demo.value;
};

interface ConnectProps {
  words: Words;
  page: PageParts;
  /** Called when an account is there. */
  onConnected?: () => void;
  /** Who of the demo market belongs here: they are shown first. */
  fits?: ((persona: Persona) => boolean) | undefined;
  /** What to know before one chooses among them. */
  note?: string | undefined;
}

/** Everything with which a reader can become somebody: the wallets of the browser, or the people of the demo market. */
export const Connect = ({ words, page, onConnected, fits, note }: ConnectProps) => {
  const demo = useDemo(page);
  const { busy, error, attempt } = useAttempt();
  const connect = (wallet: AnnouncedWallet): Promise<void> =>
    attempt(async () => {
      try {
        await page.session.connect(wallet);
        onConnected?.();
      } catch (cause) {
        // Whoever refused in the wallet knows why.
        if (providerCode(cause) !== providerErrors.rejected) throw cause;
      }
    });
  const wallets = page.session.wallets.value.filter(({ provider }) => provider !== demo?.provider);
  return (
    <div class="connect">
      {demo !== null && (
        <>
          <h3>{words.t('demo.choose')}</h3>
          <p class="small quiet">{words.t('demo.explain')}</p>
          {note !== undefined && <p class="small">{note}</p>}
          <Personas
            words={words}
            personas={demo.personas}
            current={null}
            fits={fits}
            onChoose={({ name }) => {
              demo.choose(name);
              void connect(demo);
            }}
          />
        </>
      )}
      {wallets.length > 0 && (
        <>
          <h3>{words.t('wallet.yours')}</h3>
          <ul class="wallets">
            {wallets.map((wallet) => (
              <li key={wallet.info.uuid}>
                <button
                  type="button"
                  class="button button-quiet wallet-choice"
                  disabled={busy.value}
                  onClick={() => void connect(wallet)}
                >
                  {wallet.info.icon !== '' && <img src={wallet.info.icon} alt="" width={24} height={24} />}
                  {wallet.info.name}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      {wallets.length === 0 && demo === null && (
        <div class="quiet">
          <p>
            <strong>{words.t('wallet.none')}</strong>
          </p>
          <p>{words.t('wallet.none_text')}</p>
        </div>
      )}
      {demo === null && (
        <OnOpening
          words={words}
          summary={words.t('wallet.phone')}
          load={async () => {
            const { OnPhone } = await import('./on-phone.tsx');
            return <OnPhone words={words} />;
          }}
        />
      )}
      {busy.value && <p role="status">{words.t('wallet.waiting')}</p>}
      {error.value !== null && <ErrorNote view={words} error={error.value} />}
    </div>
  );
};
