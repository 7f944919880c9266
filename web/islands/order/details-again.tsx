import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { OrderDetail } from '../../../protocol/api/order.ts';
import type { VouchError } from '../../../protocol/errors.ts';
import { Banner } from '../../components/notice.tsx';
import { asVouchError, ErrorNote } from '../wallet/error-note.tsx';
import type { IslandWords } from '../words.ts';
import { createKeptDetails } from './kept-details.ts';

interface DetailsAgainProps {
  words: IslandWords<'order'>;
  order: Pick<OrderDetail, 'detailsHeld' | 'state' | 'terms'>;
}

/** States in which the seller still needs to know where to. */
const waiting: ReadonlySet<OrderDetail['state']> = new Set(['pooling', 'paid', 'shipped', 'disputed', 'escalated']);

/** For the buyer: when this node has lost the delivery details, sends the same bytes again. */
export const DetailsAgain = ({ words, order }: DetailsAgainProps) => {
  const { details } = order.terms;
  const kept = useMemo(() => createKeptDetails(localStorage), []);
  const bytes = useMemo(() => kept.find(details), [kept, details]);
  const state = useSignal<'lost' | 'sending' | 'sent'>('lost');
  const error = useSignal<VouchError | null>(null);
  useEffect(() => {
    if (order.detailsHeld) kept.forget(details);
  }, [order.detailsHeld, kept, details]);
  if (order.detailsHeld || !waiting.has(order.state)) return null;

  const send = async (): Promise<void> => {
    if (bytes === null) return;
    state.value = 'sending';
    error.value = null;
    try {
      const [{ rawBlock }, { uploadBlock }] = await Promise.all([
        import('../../../protocol/block.ts'),
        import('../upload-block.ts'),
      ]);
      await uploadBlock(rawBlock(bytes), '/api/v1/contents');
      state.value = 'sent';
    } catch (cause) {
      error.value = asVouchError(cause);
      state.value = 'lost';
    }
  };
  return (
    <section class="details-again" aria-labelledby="details-again">
      <Banner tone={state.value === 'sent' ? 'note' : 'warn'} icon={state.value === 'sent' ? 'check' : 'warning'}>
        <h3 id="details-again">{words.t('order.details_lost')}</h3>
        <p role="status">
          {words.t(
            state.value === 'sent'
              ? 'order.details_sent'
              : bytes === null
                ? 'order.details_gone'
                : 'order.details_kept',
          )}
        </p>
        {bytes !== null && state.value !== 'sent' && (
          <p>
            <button type="button" class="button" disabled={state.value === 'sending'} onClick={() => void send()}>
              {words.t('order.details_send')}
            </button>
          </p>
        )}
      </Banner>
      {error.value !== null && <ErrorNote view={words} error={error.value} />}
    </section>
  );
};
