import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { AlliancesView, AllianceView } from '../../../protocol/api/points.ts';
import type { VouchError } from '../../../protocol/errors.ts';
import { isBusy } from '../../wallet/transaction.ts';
import { readJson } from '../api.ts';
import { asVouchError, ErrorNote } from '../wallet/error-note.tsx';
import type { BuildCall } from '../wallet/run-transaction.ts';
import { createRunner } from '../wallet/transaction-runner.ts';
import { TransactionStatus } from '../wallet/transaction-status.tsx';
import { AcceptAlliance } from './accept-alliance.tsx';
import type { DeskProps } from './desk-props.ts';
import { ProposeAlliance } from './propose-alliance.tsx';

interface ListProps extends Pick<DeskProps, 'words'> {
  rows: readonly AllianceView[];
  /** Which of both shops is named. */
  other: 'issuer' | 'acceptor';
  busy: boolean;
  onEnd: (alliance: AllianceView) => void;
}

const AllianceList = ({ words, rows, other, busy, onEnd }: ListProps) =>
  rows.length === 0 ? (
    <p class="quiet">{words.t('allies.none')}</p>
  ) : (
    <ul class="ally-list">
      {rows.map((row) => {
        const name = words.text(other === 'issuer' ? row.issuerNames : row.acceptorNames) || row[other].slice(0, 8);
        const share =
          BigInt(row.capPoints) === 0n ? 0 : Number((BigInt(row.usedPoints) * 100n) / BigInt(row.capPoints));
        const used = words.t('allies.used', {
          used: words.money(row.usedPoints, row.token),
          cap: words.money(row.capPoints, row.token),
        });
        return (
          <li key={`${row[other]}${row.token.address}`}>
            <p>
              <a href={`/shop/${row[other]}`}>{name}</a>{' '}
              <span class="small quiet">
                {words.t('allies.terms', {
                  rate: words.percent(row.rateBps),
                  most: words.percent(row.maxDiscountBps),
                  date: words.date(row.validUntil),
                })}
              </span>
            </p>
            <svg class="rail" height="8" role="img" aria-label={used}>
              <rect class="rail-free" width="100%" height="8" />
              <rect class="rail-locked" width={`${Math.min(100, share)}%`} height="8" />
            </svg>
            <p class="ally-foot">
              <span class="small">{used}</span>
              <button
                type="button"
                class="button button-quiet"
                disabled={busy}
                aria-label={words.t('allies.end_of', { name })}
                onClick={() => onEnd(row)}
              >
                {words.t('allies.end')}
              </button>
            </p>
          </li>
        );
      })}
    </ul>
  );

/** Shops that take each other's points. */
export const Alliances = (props: DeskProps) => {
  const { words, walletWords, page, chain, connection } = props;
  const found = useSignal<AlliancesView | null>(null);
  const error = useSignal<VouchError | null>(null);
  const runner = useMemo(() => createRunner({ page, chain }), [page, chain]);
  const busy = isBusy(runner.state.value);
  const load = async (): Promise<void> => {
    error.value = null;
    try {
      found.value = await readJson<AlliancesView>(`/api/v1/shops/${connection.account}/alliances`);
    } catch (cause) {
      error.value = asVouchError(cause);
    }
  };
  useEffect(() => void load(), []);
  const run = async (build: BuildCall): Promise<boolean> => {
    const sent = (await runner.run(build)) !== undefined;
    if (sent) await load();
    return sent;
  };
  const end = ({ issuer, acceptor, token }: AllianceView): void => {
    void run(async () =>
      (await import('./trade-calls.ts')).endAllianceCall(chain, { issuer, acceptor, token: token.address }),
    );
  };
  return (
    <section class="desk-section" aria-labelledby="allies" aria-busy={found.value === null && error.value === null}>
      <h2 id="allies">{words.t('allies.title')}</h2>
      {found.value === null && error.value === null && <p class="skeleton">{words.t('loading')}</p>}
      {error.value !== null && (
        <ErrorNote view={words} error={error.value} retry={{ word: words.t('retry'), onRetry: () => void load() }} />
      )}
      {found.value !== null && (
        <div class="ally-sides">
          <div>
            <h3>{words.t('allies.accepts')}</h3>
            <AllianceList words={words} rows={found.value.accepts} other="issuer" busy={busy} onEnd={end} />
          </div>
          <div>
            <h3>{words.t('allies.accepted_by')}</h3>
            <AllianceList words={words} rows={found.value.acceptedBy} other="acceptor" busy={busy} onEnd={end} />
          </div>
        </div>
      )}
      <TransactionStatus words={walletWords} runner={runner} />
      <ProposeAlliance {...props} />
      <details class="new-listing">
        <summary>{words.t('allies.accept')}</summary>
        <AcceptAlliance {...props} busy={busy} run={run} />
      </details>
    </section>
  );
};
