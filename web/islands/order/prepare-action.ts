import type { UploadedImage } from '../../../protocol/api/common.ts';
import type { OrderDetail } from '../../../protocol/api/order.ts';
import type { Disclosure } from '../../../protocol/disclosure.ts';
import type { OrderAction } from '../../../protocol/order-actions.ts';
import type { Hex } from '../../../protocol/primitives.ts';
import { readJson } from '../api.ts';
import type { ActionInput } from './order-calls.ts';
import { createOrderNotes } from './order-notes.ts';

/** What the reader wrote and chose in the form of an action. */
export interface ActionDraft {
  /** Share of the total that goes back to the buyer, in basis points. */
  refundBps: number;
  text: string;
  /** What the buyer showed at the counter. */
  code: string;
  stars: number;
  photos: readonly UploadedImage[];
  /** Takes out the keys of what the reader chose to show to the court. */
  disclose: () => Promise<readonly Disclosure[]>;
  /** Language of the text. */
  language: string;
}

const unixNow = (): number => Math.floor(Date.now() / 1_000);

/**
 * Turns a form into what the contract takes: uploads what it names, and reads what it asks for.
 * @throws VouchError what the upload, the code or the node refuses
 */
export async function prepareAction(action: OrderAction, order: OrderDetail, draft: ActionDraft): Promise<ActionInput> {
  const { refundBps, text, stars, photos, language } = draft;
  switch (action) {
    case 'ship': {
      const { noteDigest } = await import('./order-calls.ts');
      const content = noteDigest(text);
      if (text.trim() !== '') createOrderNotes(localStorage).keep(content, text.trim());
      return { content };
    }
    case 'dispute':
    case 'propose':
    case 'submit_evidence': {
      if (text.trim() === '' && action !== 'submit_evidence') return { refundBps };
      const { uploadEvidence } = await import('./evidence-content.ts');
      const disclosed = await draft.disclose();
      const content = await uploadEvidence({ order, language, text, photos, disclosed, now: unixNow() });
      return { refundBps, content };
    }
    case 'hand_over': {
      const { secretFor } = await import('./read-handover-code.ts');
      return { secret: secretFor(draft.code, order) };
    }
    case 'draw': {
      const { header } = await readJson<{ header: Hex }>(`/api/v1/cases/${order.id}/draw`);
      return { header };
    }
    case 'review':
    case 'amend_review':
    case 'reply_review': {
      const { uploadReview } = await import('./review-content.ts');
      const type = action === 'reply_review' ? 'reply' : 'review';
      return { stars, content: await uploadReview({ type, order, language, text, photos, now: unixNow() }) };
    }
    default:
      return { refundBps };
  }
}
