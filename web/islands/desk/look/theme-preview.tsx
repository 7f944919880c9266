import type { ShopDetail } from '../../../../protocol/api/shop.ts';
import { stylePath, THEMED } from '../../../../protocol/theme-style.ts';
import type { IslandWords } from '../../words.ts';
import { isReadable, type ThemeDraft } from './theme-draft.ts';

interface PreviewProps {
  words: IslandWords<'look'>;
  shop: ShopDetail;
  draft: ThemeDraft;
}

/** The shop's page in small, on a light and on a dark page. */
export const ThemePreview = ({ words, shop, draft }: PreviewProps) => {
  const { accent, header, sections } = draft;
  return (
    <section class="look-preview" aria-labelledby="look-preview">
      <h2 id="look-preview">{words.t('look.preview')}</h2>
      {accent !== null && isReadable(draft) && <link rel="stylesheet" href={stylePath(accent)} />}
      <div class="look-previews">
        {(['light', 'dark'] as const).map((mode) => (
          <figure key={mode}>
            <figcaption class="small quiet">{words.t(`look.preview_${mode}`)}</figcaption>
            <div class={`look-page look-page-${mode}`}>
              <div class={accent === null ? '' : THEMED}>
                {header !== null && <img class="look-banner" src={header.preview} alt="" />}
                <div class="look-words">
                  <strong>{words.text(shop.names)}</strong>
                  <span class="quiet small">{words.text(shop.taglines)}</span>
                  <span class="look-sample">
                    <span class="look-button">{words.t('look.button')}</span>
                    <span class="look-link">{words.t('look.link')}</span>
                  </span>
                </div>
                <ol class="look-parts small">
                  {sections.map((section) => (
                    <li key={section}>{words.t(`look.${section}`)}</li>
                  ))}
                </ol>
              </div>
            </div>
          </figure>
        ))}
      </div>
    </section>
  );
};
