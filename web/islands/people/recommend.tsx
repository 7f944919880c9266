import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { ListingDetail } from '../../../protocol/api/listing.ts';
import type { OrderDetail } from '../../../protocol/api/order.ts';
import { limits } from '../../../protocol/limits.ts';
import type { Note } from '../../../protocol/note.ts';
import { addressSchema, bytes32Schema } from '../../../protocol/primitives.ts';
import { cleanText } from '../../../protocol/text.ts';
import { readJson } from '../api.ts';
import type { KeyHolder } from '../keys/key-holder.ts';
import { useAttempt } from '../use-attempt.ts';
import { ErrorNote } from '../wallet/error-note.tsx';
import type { IslandWords } from '../words.ts';

interface RecommendProps {
  words: IslandWords<'people'>;
  holder: KeyHolder;
  order: OrderDetail;
}

/** For the buyer of a completed order: a word about it, with the order as proof, for people who trust them. */
export const Recommend = ({ words, holder, order }: RecommendProps) => {
  const handle = useSignal<string | null>(null);
  const own = useSignal<string | null>(null);
  const text = useSignal('');
  const { busy, error, attempt } = useAttempt(true);
  const shop = addressSchema.parse(order.shop);
  const take = (note: Note | undefined): void => {
    own.value = note?.recommendations.find((each) => each.shop === shop && each.handle === handle.value)?.text ?? null;
  };
  const read = (): Promise<void> =>
    attempt(async () => {
      const { readOwnNote } = await import('./change-note.ts');
      const [listing, note] = await Promise.all([
        readJson<ListingDetail>(`/api/v1/listings/${order.listing}`),
        readOwnNote(holder),
      ]);
      handle.value = listing.handle;
      take(note);
    });
  useEffect(() => void read(), [order.id]);
  if (handle.value === null) {
    // A listing that its shop changed since cannot be recommended by this order's page; nothing is wrong with that.
    if (error.value === null || error.value.code.endsWith('not_found')) return null;
  }
  const publish = (): Promise<void> =>
    attempt(async () => {
      if (handle.value === null) return read();
      const { changeNote } = await import('./change-note.ts');
      const recommendation = {
        shop,
        handle: handle.value,
        order: bytes32Schema.parse(order.id),
        text: cleanText(text.value),
        language: words.locale,
      };
      take(await changeNote(holder, { kind: 'recommend', recommendation }));
    });
  const withdraw = (): Promise<void> =>
    attempt(async () => {
      if (handle.value === null) return;
      const { changeNote } = await import('./change-note.ts');
      take(await changeNote(holder, { kind: 'withdraw', shop, handle: handle.value }));
    });
  return (
    <section class="recommend" aria-labelledby="recommend">
      <h3 id="recommend">{words.t(own.value === null ? 'people.recommend' : 'people.recommended')}</h3>
      {own.value === null ? (
        <form
          class="desk-form"
          onSubmit={(event) => {
            event.preventDefault();
            void publish();
          }}
        >
          <p class="small quiet">{words.t('people.recommend_text')}</p>
          <label class="field">
            <span>{words.t('people.recommend_words')}</span>
            <textarea
              name="recommendation"
              rows={3}
              required
              maxLength={limits.recommendationCharacters}
              value={text.value}
              onInput={({ currentTarget }) => {
                text.value = currentTarget.value;
              }}
            />
          </label>
          <p>
            <button type="submit" class="button button-quiet" disabled={busy.value}>
              {words.t('people.recommend_publish')}
            </button>
          </p>
        </form>
      ) : (
        <>
          <blockquote class="recommend-own">{own.value}</blockquote>
          <p>
            <button type="button" class="button button-quiet" disabled={busy.value} onClick={() => void withdraw()}>
              {words.t('people.withdraw')}
            </button>
          </p>
        </>
      )}
      <span class="visually-hidden" role="status">
        {busy.value ? words.t('people.signing') : ''}
      </span>
      {error.value !== null && <ErrorNote view={words} error={error.value} />}
    </section>
  );
};
