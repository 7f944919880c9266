import { useMemo } from 'preact/hooks';
import type { OrderDetail } from '../../../protocol/api/order.ts';
import type { Disclosure } from '../../../protocol/disclosure.ts';
import { limits } from '../../../protocol/limits.ts';
import type { OrderAction, OrderRole } from '../../../protocol/order-actions.ts';
import type { Connection } from '../../wallet/session.ts';
import type { KeyHolder } from '../keys/key-holder.ts';
import type { PageParts } from '../mount.ts';
import type { ChainProps } from '../props.ts';
import type { IslandWords } from '../words.ts';
import { actionExplanation, actionWord } from './action-word.ts';
import type { ActionWriting } from './action-writing.ts';
import { CostNote } from './cost-note.tsx';
import { DisclosureField } from './disclosure-field.tsx';
import { EvidenceFields } from './evidence-fields.tsx';
import { HandoverField } from './handover-field.tsx';
import type { ActionInput } from './order-calls.ts';
import { OtherShare } from './other-share.tsx';
import { type ActionDraft, prepareAction } from './prepare-action.ts';
import { ReviewFields, type Writing } from './review-fields.tsx';
import { shareBounds } from './share-bounds.ts';
import { ShareSlider } from './share-slider.tsx';

interface ActionFormProps {
  words: IslandWords<'order'>;
  page: PageParts;
  chain: ChainProps;
  connection: Connection;
  order: OrderDetail;
  action: OrderAction;
  writing: ActionWriting;
  role: OrderRole;
  /** Points that the order earns; zero where that does not matter. */
  points: bigint;
  busy: boolean;
  onRun: (prepare: () => Promise<ActionInput>) => void;
}

const withShare: ReadonlySet<OrderAction> = new Set(['dispute', 'propose', 'rule']);
const withEvidence: ReadonlySet<OrderAction> = new Set(['dispute', 'propose', 'submit_evidence']);
const isWriting = (action: OrderAction): action is Writing =>
  action === 'review' || action === 'amend_review' || action === 'reply_review';

/** The form of one action: what it does, what it needs and costs, and its button. */
export const ActionForm = ({
  words,
  page,
  chain,
  connection,
  order,
  action,
  writing,
  role,
  points,
  busy,
  onRun,
}: ActionFormProps) => {
  const bounds = shareBounds(order, action, role);
  const { refundBps, text, code, stars, photos, disclosed } = writing;
  const holder = useMemo<KeyHolder>(() => ({ page, chain, connection }), [page, chain, connection]);
  const disclose = async (): Promise<readonly Disclosure[]> => {
    if (disclosed.value.length === 0 || (role !== 'buyer' && role !== 'seller')) return [];
    const { discloseBlocks } = await import('./disclose.ts');
    return discloseBlocks(holder, role, disclosed.value);
  };
  const draft = (): ActionDraft => ({
    refundBps: refundBps.value,
    text: text.value,
    code: code.value,
    stars: stars.value,
    photos: photos.value.map(({ image }) => image),
    disclose,
    language: words.locale,
  });
  return (
    <form
      class="action-form"
      onSubmit={(event) => {
        event.preventDefault();
        onRun(() => prepareAction(action, order, draft()));
      }}
    >
      <p class="small quiet">
        {words.t(actionExplanation(order, action), {
          points: words.amount(points, order.token),
          time: words.duration(order.terms.parameters.answerWithinSeconds),
        })}
      </p>
      {(action === 'open_case' || action === 'appeal') && (
        <CostNote words={words} chain={chain} order={order} connection={connection} step={action} />
      )}
      {action === 'propose' && (
        <OtherShare words={words} order={order} role={role} refundBps={refundBps} least={bounds.least} />
      )}
      {withShare.has(action) && <ShareSlider words={words} order={order} refundBps={refundBps} {...bounds} />}
      {action === 'ship' && (
        <label class="field">
          <span>{words.t('order.tracking')}</span>
          <textarea
            name="note"
            rows={2}
            maxLength={limits.detailsNotesCharacters}
            value={text.value}
            onInput={(event) => {
              text.value = event.currentTarget.value;
            }}
          />
          <span class="small quiet">{words.t('order.note_local')}</span>
        </label>
      )}
      {action === 'hand_over' && <HandoverField words={words} code={code} />}
      {withEvidence.has(action) && (
        <EvidenceFields
          words={words}
          text={text}
          photos={photos}
          required={action === 'submit_evidence' || disclosed.value.length > 0}
        />
      )}
      {withEvidence.has(action) && (role === 'buyer' || role === 'seller') && (
        <DisclosureField words={words} holder={holder} role={role} order={order} chosen={disclosed} />
      )}
      {isWriting(action) && <ReviewFields words={words} action={action} stars={stars} text={text} photos={photos} />}
      <p>
        <button class="button" type="submit" disabled={busy}>
          {words.t(actionWord(order, action, role))}
        </button>
      </p>
    </form>
  );
};
