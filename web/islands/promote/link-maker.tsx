import { useSignal } from '@preact/signals';
import { copyText } from '../copy-text.ts';
import { QrCode } from '../qr-code.tsx';
import type { IslandWords } from '../words.ts';
import { promoterLink } from './link.ts';

interface LinkMakerProps {
  words: IslandWords<'promote'>;
  promoter: string;
  origin: string;
}

/** Makes the promoter's link of any page of the market, as text and as a QR code. */
export const LinkMaker = ({ words, promoter, origin }: LinkMakerProps) => {
  const written = useSignal('');
  const copied = useSignal('');
  const link = promoterLink(written.value, promoter, origin);
  const copy = async (text: string): Promise<void> => {
    if (await copyText(text, words.t('promote.copy'))) copied.value = text;
  };
  const copyButton = (text: string) => (
    <button type="button" class="button button-quiet" onClick={() => void copy(text)}>
      {words.t(copied.value === text ? 'promote.copied' : 'promote.copy')}
    </button>
  );
  return (
    <section class="desk-section" aria-labelledby="link">
      <h2 id="link">{words.t('promote.link')}</h2>
      <label class="field">
        <span>{words.t('promote.page')}</span>
        <input
          name="page"
          inputMode="url"
          placeholder={`${origin}/listing/…`}
          value={written.value}
          aria-invalid={link === undefined}
          onInput={(event) => {
            written.value = event.currentTarget.value;
          }}
        />
      </label>
      {link === undefined ? (
        <p class="tone-bad" role="alert">
          {words.t('promote.page_wrong', { origin })}
        </p>
      ) : (
        <div class="link-maker">
          <div>
            <output class="command" aria-live="polite">
              {link}
            </output>
            <p class="actions">{copyButton(link)}</p>
            <p class="small quiet">{words.t('promote.disclosure')}</p>
          </div>
          <QrCode text={link} label={words.t('promote.qr')} />
        </div>
      )}
      <p class="visually-hidden" role="status">
        {copied.value !== '' && words.t('promote.copied')}
      </p>
    </section>
  );
};
