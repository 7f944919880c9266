import type { Address } from '../../../protocol/primitives.ts';
import type { IslandWords } from '../words.ts';
import { clearSubject, ShopField, subjectOf, useSubject } from './shop-field.tsx';

interface FollowFormProps {
  words: IslandWords<'operator'>;
  busy: boolean;
  /** @returns true when it was taken */
  onFollow: (shop: Address) => Promise<boolean>;
}

/** Chooses a shop that keeps its place on the node. */
export const FollowForm = ({ words, busy, onFollow }: FollowFormProps) => {
  const chosen = useSubject();
  return (
    <form
      class="inline-form"
      onSubmit={(event) => {
        event.preventDefault();
        const shop = subjectOf(chosen, { content: false });
        if (shop === null) return;
        // Safety: without content only an address is a subject.
        void onFollow(shop as Address).then((taken) => {
          if (taken) clearSubject(chosen);
        });
      }}
    >
      <ShopField words={words} label={words.t('mod.follow_label')} chosen={chosen} />
      <button type="submit" class="button button-quiet" disabled={busy}>
        {words.t('mod.follow')}
      </button>
    </form>
  );
};
