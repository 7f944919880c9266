import type { TokenView } from '../../../protocol/api/common.ts';
import { Banner } from '../../components/notice.tsx';
import type { ReadListing } from '../../peer/read-catalogue.ts';
import type { ShopReading } from '../../peer/read-shop.ts';
import type { PeerWords } from './peer.tsx';

/** The lowest price of a listing, in its token; of a token that this page does not know, the bare units. */
const priceText = (words: PeerWords, { entry }: ReadListing, tokens: readonly TokenView[]): string => {
  const units = entry.offers.map(({ priceUnits }) => BigInt(priceUnits));
  const lowest = units.reduce((least, each) => (each < least ? each : least));
  const token = tokens.find(({ address }) => address === entry.terms.token);
  const price = token === undefined ? `${lowest} (${entry.terms.token})` : words.money(lowest, token);
  return units.some((each) => each !== lowest) ? words.t('price.from', { price }) : price;
};

const Warnings = ({ words, reading }: { words: PeerWords; reading: ShopReading }) => {
  const { found, equivocated, seenNewer } = reading;
  if (found === null) return null;
  const { validUntil, version } = found.head.catalogue;
  return (
    <>
      {equivocated && <Banner tone="bad">{words.t('peer.equivocated', { version: words.number(version) })}</Banner>}
      {found.expired && <Banner tone="warn">{words.t('peer.expired', { date: words.dateTime(validUntil) })}</Banner>}
      {seenNewer !== null && (
        <Banner tone="warn">
          {words.t('peer.seen_newer', { seen: words.number(seenNewer), version: words.number(version) })}
        </Banner>
      )}
      {found.signedBy === 'unconfirmed' && (
        <Banner tone="note">{words.t('peer.unconfirmed', { signer: found.head.signer })}</Banner>
      )}
    </>
  );
};

interface PeerShopProps {
  words: PeerWords;
  reading: ShopReading;
  tokens: readonly TokenView[];
}

/** What was read of a shop so far. */
export const PeerShop = ({ words, reading, tokens }: PeerShopProps) => {
  const { found, catalogue, listings, pictures } = reading;
  if (found === null) return null;
  const { version, validUntil, shop } = found.head.catalogue;
  const changed = (catalogue?.entries ?? []).reduce((latest, { updatedAt }) => Math.max(latest, updatedAt), 0);
  const texts = catalogue?.profile?.texts ?? {};
  const names = Object.fromEntries(Object.entries(texts).map(([language, { name }]) => [language, name]));
  const taglines = Object.fromEntries(
    Object.entries(texts).map(([language, { tagline }]) => [language, tagline ?? '']),
  );
  return (
    <section class="peer-shop" aria-labelledby="peer-shop">
      <h2 id="peer-shop" lang={words.languageOf(names)}>
        {words.text(names) || shop}
      </h2>
      {words.text(taglines) !== '' && <p class="lead">{words.text(taglines)}</p>}
      <p class="small quiet">
        {words.t(`peer.signed_${found.signedBy}`)}{' '}
        {words.t('peer.version_of', { version: words.number(version), date: words.dateTime(validUntil) })}{' '}
        {changed > 0 && words.t('peer.as_of', { date: words.dateTime(changed) })}
      </p>
      <Warnings words={words} reading={reading} />
      <ul class="grid peer-grid">
        {listings.map((read) => {
          const { entry, listing } = read;
          const titles = Object.fromEntries(
            Object.entries(listing.texts).map(([language, { title }]) => [language, title]),
          );
          const picture = pictures.get(entry.listing.toString());
          return (
            <li key={entry.handle} class="card">
              <span class="card-picture">
                {picture === undefined ? (
                  <span class="picture picture-none" />
                ) : (
                  <img class="picture" src={picture} alt={words.text(listing.images[0]?.alt) || words.text(titles)} />
                )}
              </span>
              <span class="card-title" lang={words.languageOf(titles)}>
                {words.text(titles)}
              </span>
              <span class="card-foot">
                <span class="price">{priceText(words, read, tokens)}</span>
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
};
