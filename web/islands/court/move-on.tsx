import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { DrawView } from '../../../protocol/api/court.ts';
import type { VouchError } from '../../../protocol/errors.ts';
import type { OrderAction } from '../../../protocol/order-actions.ts';
import { caseWait } from '../../components/case-progress.ts';
import { readJson } from '../api.ts';
import { asVouchError, ErrorNote } from '../wallet/error-note.tsx';
import type { CaseProps, RunStep } from './case.tsx';

interface MoveProps extends CaseProps {
  busy: boolean;
  run: RunStep;
}

const step = ({ chain, order, run }: MoveProps, action: OrderAction): Promise<void> =>
  run(async () => {
    const [{ orderCall }, { prepareAction }] = await Promise.all([
      import('../order/order-calls.ts'),
      import('../order/prepare-action.ts'),
    ]);
    const nothing = { text: '', code: '', stars: 0, photos: [], disclose: async () => [] };
    const draft = { ...nothing, refundBps: 0, language: 'en' };
    const call = orderCall({ chain, order, action, input: await prepareAction(action, order, draft) });
    return { ...call, path: `/court/${order.id}` };
  });

/** The draw, once the block that decides it is there. */
const Draw = (props: MoveProps) => {
  const { words, order, busy } = props;
  const draw = useSignal<DrawView | null>(null);
  const error = useSignal<VouchError | null>(null);
  const look = async (): Promise<void> => {
    error.value = null;
    try {
      draw.value = await readJson<DrawView>(`/api/v1/cases/${order.id}/draw`);
    } catch (cause) {
      error.value = asVouchError(cause);
    }
  };
  useEffect(() => void look(), []);
  if (error.value !== null) {
    return (
      <ErrorNote view={words} error={error.value} retry={{ word: words.t('retry'), onRetry: () => void look() }} />
    );
  }
  if (draw.value === null) return <p class="skeleton">{words.t('loading')}</p>;
  if (draw.value.header === null) {
    return (
      <p>
        {words.t('move.draw_wait', { block: words.number(draw.value.drawBlock) })}{' '}
        <button type="button" class="button button-quiet" onClick={() => void look()}>
          {words.t('move.draw_look')}
        </button>
      </p>
    );
  }
  return (
    <>
      <p class="small quiet">{words.t('move.draw_text')}</p>
      <p>
        <button type="button" class="button" disabled={busy} onClick={() => void step(props, 'draw')}>
          {words.t('move.draw')}
        </button>
      </p>
    </>
  );
};

/** What anyone can do so that the case goes on. */
export const MoveOn = (props: MoveProps) => {
  const { words, case: found, busy } = props;
  const wait = caseWait(found, Math.floor(Date.now() / 1_000));
  if (wait === 'drawing') return <Draw {...props} />;
  if (wait !== 'count' && wait !== 'carry_out') return null;
  return (
    <>
      <p class="small quiet">{words.t(wait === 'count' ? 'move.advance_text' : 'move.carry_out_text')}</p>
      <p>
        <button type="button" class="button" disabled={busy} onClick={() => void step(props, 'advance')}>
          {words.t(wait === 'count' ? 'move.advance' : 'move.carry_out')}
        </button>
      </p>
    </>
  );
};
