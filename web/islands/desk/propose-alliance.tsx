import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { limits } from '../../../protocol/limits.ts';
import { useAttempt } from '../use-attempt.ts';
import { ErrorNote } from '../wallet/error-note.tsx';
import { allianceFormSchema, blankAlliance, makeAlliance } from './alliance-form.ts';
import { BegunNote } from './begun-note.tsx';
import { CopyButton } from './copy-button.tsx';
import type { DeskProps } from './desk-props.ts';
import { dayAhead } from './last-day.ts';
import { ACCOUNT, DayField, NumberField, TextField } from './number-field.tsx';
import { useKeptForm } from './use-kept-form.ts';

/** Signs that another shop may take this shop's points, and shows the code for it. */
export const ProposeAlliance = ({ words, chain, connection }: Pick<DeskProps, 'words' | 'chain' | 'connection'>) => {
  const kept = useKeptForm({
    name: `vouch.alliance.${connection.account}`,
    schema: allianceFormSchema,
    start: useMemo(blankAlliance, []),
  });
  const { form } = kept;
  const openAtFirst = useMemo(() => kept.begun.peek(), []);
  const code = useSignal('');
  const { busy, error, attempt } = useAttempt();
  const [token] = chain.tokens;
  const sign = async (): Promise<void> => {
    if (token === undefined) return;
    await attempt(async () => {
      code.value = '';
      const alliance = makeAlliance(form.value, { issuer: connection.account, token });
      const { signAlliance } = await import('./trade-calls.ts');
      code.value = await signAlliance({ chain, connection }, alliance);
      kept.publish();
    });
  };
  return (
    <details class="new-listing" open={openAtFirst}>
      <summary>{words.t('allies.propose')}</summary>
      <form
        class="desk-form"
        onSubmit={(event) => {
          event.preventDefault();
          void sign();
        }}
      >
        {kept.begun.value && <BegunNote words={words} onDiscard={kept.discard} />}
        <p class="quiet">{words.t('allies.propose_text')}</p>
        <TextField
          form={form}
          name="acceptor"
          label={words.t('allies.acceptor')}
          pattern={{ source: ACCOUNT, otherwise: words.t('offer.pickup_wrong') }}
        />
        <div class="field-row">
          <NumberField
            form={form}
            name="ratePercent"
            label={words.t('allies.rate')}
            least={0.01}
            most={limits.pointsRateBps / 100}
            step="any"
          />
          <NumberField
            form={form}
            name="maxPercent"
            label={words.t('allies.max')}
            least={0}
            most={limits.pointsDiscountBps / 100}
            step="any"
          />
          <TextField form={form} name="cap" label={words.t('allies.cap', { symbol: token?.symbol ?? '' })} decimal />
          <DayField form={form} name="lastDay" label={words.t('coupons.last_day')} least={dayAhead(0)} />
        </div>
        {error.value !== null && <ErrorNote view={words} error={error.value} />}
        <p>
          <button class="button" type="submit" disabled={busy.value}>
            {words.t('allies.sign')}
          </button>
        </p>
        {code.value !== '' && (
          <div class="made-code" role="status">
            <h3>{words.t('allies.code')}</h3>
            <code class="command">{code.value}</code>
            <p>
              <CopyButton text={code.value} word={words.t('coupons.copy_code')} done={words.t('coupons.copied')} />
            </p>
          </div>
        )}
      </form>
    </details>
  );
};
