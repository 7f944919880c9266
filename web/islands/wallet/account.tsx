import { useComputed, useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { TokenView } from '../../../protocol/api/common.ts';
import type { CreditView } from '../../../protocol/api/status.ts';
import type { VouchError } from '../../../protocol/errors.ts';
import { Waiting } from '../../components/waiting.tsx';
import type { Connection } from '../../wallet/session.ts';
import { isBusy } from '../../wallet/transaction.ts';
import { readJson } from '../api.ts';
import { copyText } from '../copy-text.ts';
import type { PageParts } from '../mount.ts';
import type { ChainProps } from '../props.ts';
import type { IslandWords } from '../words.ts';
import { useDemo } from './connect.tsx';
import { DEMO_MONEY_UNITS, demoMoney } from './demo-money.ts';
import { asVouchError, ErrorNote } from './error-note.tsx';
import { OnOpening } from './on-opening.tsx';
import { Personas } from './personas.tsx';
import { createRunner } from './transaction-runner.ts';
import { TransactionStatus } from './transaction-status.tsx';

interface AccountProps {
  words: IslandWords<'wallet'>;
  page: PageParts;
  chain: ChainProps;
  connection: Connection;
}

interface Figures {
  balances: { token: TokenView; units: bigint }[];
  credits: CreditView[];
}

const readFigures = async (chain: ChainProps, connection: Connection): Promise<Figures> => {
  const { readBalances } = await import('./account-calls.ts');
  const [balances, { items }] = await Promise.all([
    readBalances(chain, connection),
    readJson<{ items: CreditView[] }>(`/api/v1/credits?owner=${connection.account}`),
  ]);
  return { balances, credits: items.filter(({ creditUnits }) => creditUnits !== '0') };
};

/** The connected account: money, credits to withdraw, and who to be on a demo market. */
export const Account = ({ words, page, chain, connection }: AccountProps) => {
  const demo = useDemo(page);
  const figures = useSignal<Figures | null>(null);
  const error = useSignal<VouchError | null>(null);
  const copied = useSignal(false);
  const runner = useMemo(() => createRunner({ page, chain }), [page, chain]);
  const busy = useComputed(() => isBusy(runner.state.value)).value;

  const load = async (): Promise<void> => {
    error.value = null;
    try {
      figures.value = await readFigures(chain, connection);
    } catch (cause) {
      error.value = asVouchError(cause);
    }
  };
  useEffect(() => void load(), []);

  const withdraw = async (credit: CreditView): Promise<void> => {
    const { withdrawCall } = await import('./account-calls.ts');
    if (await runner.run(() => withdrawCall(chain, credit))) await load();
  };
  const mint = async (token: string): Promise<void> => {
    const { mintCall } = await import('./account-calls.ts');
    if (await runner.run(() => mintCall(token, DEMO_MONEY_UNITS))) await load();
  };
  const copy = async (): Promise<void> => {
    copied.value = await copyText(connection.account, words.t('copy'));
  };

  const walletChain = page.session.walletChainId.value;
  const dollar = demoMoney(chain);
  return (
    <div class="account">
      <div class="account-who">
        <p>
          <code class="account-address">{connection.account}</code>
        </p>
        <p class="actions">
          <button type="button" class="button button-quiet" onClick={() => void copy()}>
            {words.t(copied.value ? 'copied' : 'copy')}
          </button>
          <span class="small quiet">{connection.wallet.info.name}</span>
        </p>
      </div>
      {walletChain !== null && walletChain !== chain.chainId && (
        <p class="tone-warn">{words.t('wallet.wrong_chain', { chain: chain.chainId })}</p>
      )}
      <section aria-labelledby="balances" aria-busy={figures.value === null && error.value === null}>
        <h3 id="balances">{words.t('wallet.balances')}</h3>
        {figures.value === null && error.value === null && <Waiting text={words.t('loading')} />}
        {figures.value !== null && (
          <dl class="legend">
            {figures.value.balances.map(({ token, units }) => (
              <div key={token.address}>
                <dt>{token.symbol}</dt>
                <dd class="number">{words.money(units, token)}</dd>
              </div>
            ))}
          </dl>
        )}
        {dollar !== undefined && (
          <p>
            <button type="button" class="button button-quiet" disabled={busy} onClick={() => void mint(dollar.address)}>
              {words.t('demo.mint', { amount: words.money(DEMO_MONEY_UNITS, dollar) })}
            </button>
          </p>
        )}
      </section>
      {figures.value !== null && figures.value.credits.length > 0 && (
        <section aria-labelledby="credits">
          <h3 id="credits">{words.t('wallet.credits')}</h3>
          <p class="small quiet">{words.t('wallet.credits_text')}</p>
          <ul class="plain">
            {figures.value.credits.map((credit) => (
              <li class="credit" key={credit.token.address}>
                <span class="number big">{words.money(credit.creditUnits, credit.token)}</span>
                <button type="button" class="button" disabled={busy} onClick={() => void withdraw(credit)}>
                  {words.t('wallet.withdraw')}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <OnOpening
        words={words}
        summary={words.t('wallet.receive')}
        load={async () => {
          const { Receive } = await import('./receive.tsx');
          const { chainId, tokens } = chain;
          return <Receive words={words} tokens={tokens} account={connection.account} chainId={chainId} />;
        }}
      />
      <TransactionStatus words={words} runner={runner} />
      {error.value !== null && (
        <ErrorNote view={words} error={error.value} retry={{ word: words.t('retry'), onRetry: () => void load() }} />
      )}
      {demo !== null && connection.wallet.provider === demo.provider && (
        <details>
          <summary>{words.t('demo.change')}</summary>
          <Personas
            words={words}
            personas={demo.personas}
            current={connection.account}
            onChoose={({ name }) => demo.choose(name)}
          />
        </details>
      )}
      <p>
        <button type="button" class="button button-quiet" onClick={page.session.disconnect}>
          {words.t('wallet.disconnect')}
        </button>
      </p>
    </div>
  );
};
