import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { OrderDetail } from '../../../protocol/api/order.ts';
import type { VouchError } from '../../../protocol/errors.ts';
import type { Connection } from '../../wallet/session.ts';
import type { ChainProps } from '../props.ts';
import { asVouchError, ErrorNote } from '../wallet/error-note.tsx';
import type { IslandWords } from '../words.ts';
import type { PaidStep } from './court-cost.ts';

interface CostNoteProps {
  words: IslandWords<'order'>;
  chain: ChainProps;
  order: OrderDetail;
  connection: Connection;
  step: PaidStep;
}

/** What the court asks before it is paid. */
export const CostNote = ({ words, chain, order, connection, step }: CostNoteProps) => {
  const cost = useSignal<bigint | null>(null);
  const error = useSignal<VouchError | null>(null);
  const read = async (): Promise<void> => {
    error.value = null;
    try {
      const [{ readCost }, { contractError }] = await Promise.all([
        import('./court-cost.ts'),
        import('../../../protocol/contract-errors.ts'),
      ]);
      cost.value = await readCost({ chain, order, connection, step }).catch((cause: unknown) => {
        throw contractError(cause);
      });
    } catch (cause) {
      error.value = asVouchError(cause);
    }
  };
  useEffect(() => void read(), [step]);
  if (error.value !== null) {
    return (
      <ErrorNote view={words} error={error.value} retry={{ word: words.t('retry'), onRetry: () => void read() }} />
    );
  }
  if (cost.value === null) return <p role="status">{words.t('order.cost_reading')}</p>;
  const amount = words.money(cost.value, order.token);
  return (
    <p>
      <strong class="number">
        {words.t(step === 'open_case' ? 'order.cost_case' : 'order.cost_appeal', { amount })}
      </strong>{' '}
      {words.t('order.cost_fair')}
    </p>
  );
};
