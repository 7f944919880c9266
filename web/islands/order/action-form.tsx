import { useSignal } from '@preact/signals';
import type { OrderDetail } from '../../../protocol/api/order.ts';
import { limits } from '../../../protocol/limits.ts';
import type { OrderAction, OrderRole } from '../../../protocol/order-actions.ts';
import type { IslandWords } from '../words.ts';
import type { ActionInput } from './order-calls.ts';
import { type ReviewDraft, ReviewFields } from './review-fields.tsx';
import { shareBounds } from './share-bounds.ts';
import { ShareSlider } from './share-slider.tsx';

interface ActionFormProps {
  words: IslandWords<'order'>;
  order: OrderDetail;
  action: OrderAction;
  role: OrderRole;
  busy: boolean;
  onRun: (prepare: () => Promise<ActionInput>) => void;
  /** Keeps a note whose fingerprint goes on the chain. */
  onNote: (digest: string, text: string) => void;
}

const withShare: ReadonlySet<OrderAction> = new Set(['dispute', 'propose', 'rule']);
const withNote: ReadonlySet<OrderAction> = new Set(['ship', 'dispute', 'propose']);
const withReview: ReadonlySet<OrderAction> = new Set(['review', 'amend_review', 'reply_review']);

/** The form of one action: what it does, what it needs, and its button. */
export const ActionForm = ({ words, order, action, role, busy, onRun, onNote }: ActionFormProps) => {
  const bounds = shareBounds(order, action, role);
  const refundBps = useSignal(bounds.first);
  const note = useSignal('');
  const draft = useSignal<ReviewDraft>({ stars: 0, text: '', photos: [] });

  const prepare = async (): Promise<ActionInput> => {
    if (withReview.has(action)) {
      const { uploadReview } = await import('./review-content.ts');
      const content = await uploadReview({
        type: action === 'reply_review' ? 'reply' : 'review',
        order,
        language: words.locale,
        text: draft.value.text,
        photos: draft.value.photos.map(({ image }) => image),
        now: Math.floor(Date.now() / 1_000),
      });
      return { content, stars: draft.value.stars };
    }
    const { noteDigest } = await import('./order-calls.ts');
    const content = noteDigest(note.value);
    if (note.value.trim() !== '') onNote(content, note.value.trim());
    return { content, refundBps: refundBps.value };
  };

  return (
    <form
      class="action-form"
      onSubmit={(event) => {
        event.preventDefault();
        onRun(prepare);
      }}
    >
      <p class="small quiet">{words.t(`order.explain_${action}`)}</p>
      {withShare.has(action) && <ShareSlider words={words} order={order} refundBps={refundBps} {...bounds} />}
      {withNote.has(action) && (
        <label class="field">
          <span>{words.t(action === 'ship' ? 'order.tracking' : 'order.evidence')}</span>
          <textarea
            name="note"
            rows={2}
            maxLength={limits.detailsNotesCharacters}
            value={note.value}
            onInput={(event) => {
              note.value = event.currentTarget.value;
            }}
          />
          <span class="small quiet">{words.t('order.note_local')}</span>
        </label>
      )}
      {withReview.has(action) && <ReviewFields words={words} draft={draft} withStars={action !== 'reply_review'} />}
      <p>
        <button class="button" type="submit" disabled={busy}>
          {words.t(`order.do_${action}`)}
        </button>
      </p>
    </form>
  );
};
