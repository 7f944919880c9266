import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Page } from '../../../protocol/api/common.ts';
import type { ListingDetail, ListingSummary } from '../../../protocol/api/listing.ts';
import type { VouchError } from '../../../protocol/errors.ts';
import { Empty } from '../../components/notice.tsx';
import { Picture } from '../../components/picture.tsx';
import { readJson } from '../api.ts';
import { asVouchError, ErrorNote } from '../wallet/error-note.tsx';
import type { IslandWords } from '../words.ts';
import { ShareBox, type SharedListing } from './share-box.tsx';
import { listingIn } from './share-text.ts';

const FOUND = 6;

interface ShareDeskProps {
  words: IslandWords<'promote'>;
  promoter: string;
  origin: string;
}

/** A listing in full as what is shared of it. */
const sharedOf = ({ variants, ...listing }: ListingDetail): SharedListing => ({
  ...listing,
  priceFromUnits: variants[0]?.offer.priceUnits ?? '0',
});

/** Listings that pay a commission and fit some words; without words the best known ones. */
async function findListings(q: string): Promise<ListingSummary[]> {
  const query = q === '' ? 'limit=24' : `limit=24&q=${encodeURIComponent(q)}`;
  const { items } = await readJson<Page<ListingSummary>>(`/api/v1/${q === '' ? 'listings' : 'search'}?${query}`);
  return items.filter(({ commissionBps, inStock }) => commissionBps > 0 && inStock).slice(0, FOUND);
}

/** Finds a listing and shares it: a few letters, a click, and the card is there. */
export const ShareDesk = ({ words, promoter, origin }: ShareDeskProps) => {
  const written = useSignal('');
  const found = useSignal<ListingSummary[] | null>(null);
  const chosen = useSignal<SharedListing | null>(null);
  const error = useSignal<VouchError | null>(null);
  const attempt = async (act: () => Promise<void>): Promise<void> => {
    error.value = null;
    try {
      await act();
    } catch (cause) {
      error.value = asVouchError(cause);
    }
  };
  const look = () =>
    attempt(async () => {
      found.value = await findListings(written.value.trim());
    });
  useEffect(() => {
    const asked = listingIn(location.search);
    void look();
    if (asked !== null)
      void attempt(async () => {
        chosen.value = sharedOf(await readJson<ListingDetail>(`/api/v1/listings/${asked}`));
      });
  }, []);
  return (
    <section class="desk-section" aria-labelledby="share">
      <h2 id="share">{words.t('share.title')}</h2>
      {chosen.value !== null && (
        <ShareBox key={chosen.value.cid} words={words} promoter={promoter} origin={origin} listing={chosen.value} />
      )}
      <form
        class="inline-form"
        onSubmit={(event) => {
          event.preventDefault();
          void look();
        }}
      >
        <label class="field">
          <span>{words.t('share.find')}</span>
          <input
            enterKeyHint="search"
            name="find"
            maxLength={100}
            value={written.value}
            onInput={({ currentTarget }) => {
              written.value = currentTarget.value;
            }}
          />
        </label>
        <button type="submit" class="button button-quiet">
          {words.t('share.do_find')}
        </button>
      </form>
      {error.value !== null && (
        <ErrorNote view={words} error={error.value} retry={{ word: words.t('retry'), onRetry: () => void look() }} />
      )}
      {found.value === null && error.value === null && <p class="skeleton">{words.t('loading')}</p>}
      {found.value?.length === 0 && (
        <Empty title={words.t('share.none')} text={words.t('share.none_text')} icon="search" />
      )}
      {found.value !== null && found.value.length > 0 && (
        <ul class="plain share-found">
          {found.value.map((listing) => (
            <li key={listing.cid}>
              <button
                type="button"
                class="share-choice"
                aria-pressed={listing.cid === chosen.value?.cid}
                onClick={() => {
                  chosen.value = listing;
                  document.getElementById('share')?.scrollIntoView({ block: 'start' });
                }}
              >
                <Picture view={words} image={listing.image} alt="" sizes="4rem" />
                <span>
                  <strong>{words.text(listing.titles)}</strong>
                  <span class="small quiet">
                    {words.money(listing.priceFromUnits, listing.token)} · {words.text(listing.shopNames)}
                  </span>
                  <span class="small share-earns">
                    {words.t('share.earns', { percent: words.percent(listing.commissionBps) })}
                  </span>
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};
