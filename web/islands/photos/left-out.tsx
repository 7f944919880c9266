import type { VouchError } from '../../../protocol/errors.ts';
import { limits } from '../../../protocol/limits.ts';
import { Banner } from '../../components/notice.tsx';
import type { photos } from '../../locales/en/islands/photos.ts';
import type { View } from '../../view.ts';
import { useErrorText } from '../wallet/use-error-text.ts';
import type { LeftOutPhoto } from './take-photos.ts';

/** The words of every island that takes photos. */
type PhotoWords = View<keyof typeof photos>;

const MEGABYTE = 1_048_576;

const Failed = ({ words, name, error }: { words: PhotoWords; name: string; error: VouchError }) => {
  const { message, hint } = useErrorText(error, words.locale);
  return (
    <>
      {words.t('photos.left_failed', { name })} {message} {hint} <code class="small quiet">{error.code}</code>
    </>
  );
};

/** Names the photos that were left out, each with the limit that it did not keep. Spoken when it changes. */
export const LeftOut = ({
  words,
  left,
  most,
}: {
  words: PhotoWords;
  left: readonly LeftOutPhoto[];
  /** Most photos that the field takes. */
  most: number;
}) => (
  <div role="status" aria-atomic="true">
    {left.length > 0 && (
      <Banner tone="warn">
        <ul class="plain">
          {left.map(({ name, why }, index) => (
            <li key={`${index} ${name}`} class="left-out">
              {why === 'count' && words.t('photos.left_count', { name, most: words.number(most) })}
              {why === 'size' &&
                words.t('photos.left_size', { name, most: words.number(limits.imageUploadBytes / MEGABYTE) })}
              {why === 'double' && words.t('photos.left_double', { name })}
              {typeof why === 'object' && <Failed words={words} name={name} error={why} />}
            </li>
          ))}
        </ul>
      </Banner>
    )}
  </div>
);
