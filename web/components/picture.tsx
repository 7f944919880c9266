import type { ImageView } from '../../protocol/api/common.ts';
import type { View } from '../view.ts';

const addressOf = (cid: string): string => `/image/${cid}`;

const setOf = (sources: ImageView['sources']): string =>
  sources.map(({ cid, width }) => `${addressOf(cid)} ${width}w`).join(', ');

/** URL of the widest encoding, for link cards and for a picture of its own. */
export const widestImage = (image: ImageView): string | null => {
  const widest = [...image.sources].sort((a, b) => b.width - a.width)[0];
  return widest === undefined ? null : addressOf(widest.cid);
};

export interface PictureProps {
  view: Pick<View<'image.none'>, 't' | 'text'>;
  image: ImageView | null;
  /** Text for those who cannot see it, where the image has none of its own; empty for decoration. */
  alt: string;
  /** CSS sizes, so that the browser loads the narrowest that fits. */
  sizes: string;
  /** True for the picture that the reader sees first. */
  eager?: boolean;
  class?: string;
}

/** A product picture in every width and type that the seller published. */
export const Picture = ({ view, image, alt, sizes, eager = false, class: name = '' }: PictureProps) => {
  const sources = image?.sources ?? [];
  const types = ['image/avif', 'image/webp']
    .map((type) => sources.filter((source) => source.type === type))
    .filter((group) => group.length > 0);
  const last = types.at(-1) ?? [];
  const middle = last[Math.floor((last.length - 1) / 2)];
  if (middle === undefined) {
    return (
      <span class={`picture picture-none ${name}`}>
        {alt === '' ? null : <span class="quiet">{view.t('image.none')}</span>}
      </span>
    );
  }
  const own = view.text(image?.alt);
  return (
    <picture class={`picture ${name}`}>
      {types.slice(0, -1).map((group) => (
        <source key={group[0]?.type} type={group[0]?.type} srcset={setOf(group)} sizes={sizes} />
      ))}
      <img
        src={addressOf(middle.cid)}
        srcset={setOf(last)}
        sizes={sizes}
        width={middle.width}
        height={middle.height}
        alt={alt === '' ? '' : own || alt}
        loading={eager ? 'eager' : 'lazy'}
        fetchpriority={eager ? 'high' : 'auto'}
        decoding="async"
      />
    </picture>
  );
};
