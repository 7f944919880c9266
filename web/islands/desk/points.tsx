import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { TokenView } from '../../../protocol/api/common.ts';
import type { ProgramView } from '../../../protocol/api/shop.ts';
import { limits } from '../../../protocol/limits.ts';
import { pointsEarned } from '../../../protocol/points.ts';
import { isBusy } from '../../wallet/transaction.ts';
import { createRunner } from '../wallet/transaction-runner.ts';
import { TransactionStatus } from '../wallet/transaction-status.tsx';
import type { DeskProps } from './desk-props.ts';
import { NumberField } from './number-field.tsx';

type PointsProps = DeskProps & { programs: readonly ProgramView[] };

/** An order that the effect of points is shown on, in whole tokens. */
const EXAMPLE = 100n;

const Program = ({ token, ...props }: PointsProps & { token: TokenView }) => {
  const { words, walletWords, page, chain, programs, onDone } = props;
  const now = programs.find((each) => each.token.address === token.address);
  const runner = useMemo(() => createRunner({ page, chain }), [page, chain]);
  const form = useSignal({ earn: (now?.earnBps ?? 200) / 100, most: (now?.maxDiscountBps ?? 1_000) / 100 });
  const earnBps = Math.round(form.value.earn * 100);
  const maxDiscountBps = Math.round(form.value.most * 100);
  const example = EXAMPLE * 10n ** BigInt(token.decimals);
  const set = async (): Promise<void> => {
    const build = async () =>
      (await import('./trade-calls.ts')).programCall(chain, token.address, { earnBps, maxDiscountBps });
    if ((await runner.run(build)) !== undefined) onDone();
  };
  return (
    <form
      class="desk-form"
      onSubmit={(event) => {
        event.preventDefault();
        void set();
      }}
    >
      <p>
        {now === undefined
          ? words.t('points.off')
          : words.t('points.now', { earn: words.percent(now.earnBps), most: words.percent(now.maxDiscountBps) })}
      </p>
      <div class="field-row">
        <NumberField
          form={form}
          name="earn"
          label={words.t('points.earn')}
          least={0}
          most={limits.pointsEarnBps / 100}
          step="any"
        />
        <NumberField
          form={form}
          name="most"
          label={words.t('points.most')}
          least={0}
          most={limits.pointsDiscountBps / 100}
          step="any"
        />
      </div>
      <p class="small quiet">
        {words.t('points.example', {
          amount: words.money(example, token),
          points: words.money(pointsEarned(example, Math.min(limits.pointsEarnBps, Math.max(0, earnBps))), token),
        })}
      </p>
      <TransactionStatus words={walletWords} runner={runner} />
      <p>
        <button class="button" type="submit" disabled={isBusy(runner.state.value)}>
          {words.t('points.set')}
        </button>
      </p>
    </form>
  );
};

/** The shop's own loyalty points, by token. */
export const Points = (props: PointsProps) => (
  <section class="desk-section" aria-labelledby="points">
    <h2 id="points">{props.words.t('points.title')}</h2>
    <p class="quiet">{props.words.t('points.text')}</p>
    {props.chain.tokens.map((token) => (
      <Program key={token.address} {...props} token={token} />
    ))}
  </section>
);
