import { useSignal } from '@preact/signals';
import type { OrderDetail } from '../../../protocol/api/order.ts';
import { copyText } from '../copy-text.ts';
import type { IslandWords } from '../words.ts';

interface GroupShareProps {
  words: IslandWords<'order'>;
  order: OrderDetail;
  /** Public address of this node. */
  origin: string;
}

/** The link that fills the group: as text to copy, and through the device's own sharing where it has one. */
export const GroupShare = ({ words, order, origin }: GroupShareProps) => {
  const copied = useSignal(false);
  if (order.group === null) return null;
  const { leader, deadline } = order.group;
  const link = `${origin}/listing/${order.listing}?group=${leader}-${deadline}`;
  const copy = async (): Promise<void> => {
    copied.value = await copyText(link, words.t('order.copy'));
  };
  return (
    <section class="group-share" aria-labelledby="group-share">
      <h3 id="group-share">{words.t('order.group_link')}</h3>
      <p class="small quiet">{words.t('order.group_link_text')}</p>
      <output class="command">{link}</output>
      <p class="actions">
        <button type="button" class="button" onClick={() => void copy()}>
          {words.t(copied.value ? 'order.copied' : 'order.copy')}
        </button>
        {navigator.share !== undefined && (
          <button
            type="button"
            class="button button-quiet"
            // Closing the device's own dialog is no failure.
            onClick={() => void navigator.share({ url: link }).catch(() => undefined)}
          >
            {words.t('order.share_button')}
          </button>
        )}
      </p>
    </section>
  );
};
