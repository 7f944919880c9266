import type { ImageView } from '../../protocol/api/common.ts';
import type { PageView } from '../page-view.ts';
import { Island } from './island.tsx';
import { Picture } from './picture.tsx';

/** Large pictures side by side that snap, and thumbnails that jump to them: works by anchors alone. */
export const Gallery = ({ view, images, title }: { view: PageView; images: readonly ImageView[]; title: string }) => {
  if (images.length === 0) {
    return (
      <div class="gallery">
        <Picture view={view} image={null} alt={title} sizes="100vw" class="gallery-slide" />
      </div>
    );
  }
  const nameOf = (index: number): string => view.t('listing.picture', { index: index + 1, total: images.length });
  return (
    <Island name="gallery" props={{ first: images[0]?.sources[0]?.cid ?? null }} class="gallery">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section class="gallery-stage" data-stage tabIndex={0} aria-label={view.t('listing.gallery')}>
        {images.map((image, index) => (
          <div
            class="gallery-slide"
            id={`picture-${index + 1}`}
            data-slide={image.sources[0]?.cid ?? ''}
            key={image.sources[0]?.cid}
          >
            <Picture
              view={view}
              image={image}
              alt={`${title}, ${nameOf(index)}`}
              sizes="(min-width: 60rem) 36rem, 100vw"
              eager={index === 0}
            />
          </div>
        ))}
      </section>
      {images.length > 1 && (
        <ul class="gallery-thumbnails">
          {images.map((image, index) => (
            <li key={image.sources[0]?.cid}>
              <a
                href={`#picture-${index + 1}`}
                data-thumbnail
                aria-label={nameOf(index)}
                aria-current={index === 0 ? 'true' : undefined}
              >
                <Picture view={view} image={image} alt="" sizes="5rem" />
              </a>
            </li>
          ))}
        </ul>
      )}
    </Island>
  );
};
