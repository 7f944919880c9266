import { useSignal } from '@preact/signals';
import type { ListingSummary } from '../../../protocol/api/listing.ts';
import { copyText } from '../copy-text.ts';
import { QrCode } from '../qr-code.tsx';
import type { IslandWords } from '../words.ts';
import { promoterLink } from './link.ts';
import { cardPath, shareText } from './share-text.ts';

/** The parts of a listing that sharing shows. */
export type SharedListing = Pick<
  ListingSummary,
  'cid' | 'titles' | 'shopNames' | 'priceFromUnits' | 'token' | 'commissionBps'
>;

interface ShareBoxProps {
  words: IslandWords<'promote'>;
  promoter: string;
  origin: string;
  listing: SharedListing;
}

/** Card, code, link and text of one listing, each one click away from being shared; the text says who earns. */
export const ShareBox = ({ words, promoter, origin, listing }: ShareBoxProps) => {
  const done = useSignal('');
  const link = promoterLink(`/listing/${listing.cid}`, promoter, origin) ?? origin;
  const card = cardPath({ cid: listing.cid, locale: words.locale, promoter });
  const title = words.text(listing.titles);
  const text = shareText({
    title,
    price: words.money(listing.priceFromUnits, listing.token),
    shop: words.text(listing.shopNames),
    link,
    disclosure: words.t('share.disclosure'),
  });
  const copy = async (what: 'text' | 'link', written: string): Promise<void> => {
    if (await copyText(written, word(what))) done.value = what;
  };
  const share = async (): Promise<void> => {
    const data: ShareData = { title, text };
    const picture = await fetch(card).then((answer) => (answer.ok ? answer.blob() : null));
    const files = picture === null ? [] : [new File([picture], 'card.png', { type: 'image/png' })];
    await navigator.share(files.length > 0 && navigator.canShare?.({ files }) ? { ...data, files } : data);
  };
  const word = (what: 'text' | 'link') => words.t(done.value === what ? 'promote.copied' : `share.copy_${what}`);
  return (
    <div class="share-box">
      <img class="share-card" src={card} width={1200} height={630} alt={words.t('share.card', { title })} />
      <div class="share-side">
        <QrCode text={link} label={words.t('promote.qr')} />
        <p class="share-earns">{words.t('share.earns', { percent: words.percent(listing.commissionBps) })}</p>
      </div>
      <p class="share-text">{text}</p>
      <p class="actions">
        <button type="button" class="button" onClick={() => void copy('text', text)}>
          {word('text')}
        </button>
        <button type="button" class="button button-quiet" onClick={() => void copy('link', link)}>
          {word('link')}
        </button>
        <a class="button button-quiet" href={card} download={`vouch-${listing.cid.slice(-8)}.png`}>
          {words.t('share.download')}
        </a>
        {navigator.share !== undefined && (
          <button
            type="button"
            class="button button-quiet"
            // Closing the device's own dialog is no failure.
            onClick={() => void share().catch(() => undefined)}
          >
            {words.t('share.system')}
          </button>
        )}
      </p>
      <p class="visually-hidden" role="status">
        {done.value !== '' && words.t('promote.copied')}
      </p>
    </div>
  );
};
