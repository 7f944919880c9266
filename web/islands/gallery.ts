import { createZoom } from './gallery-zoom.ts';
import { type MountParameters, propsIn } from './mount.ts';

/** Lets the arrow keys walk through the pictures, marks the thumbnail of the one in view, and enlarges it. */
export const mount = ({ element, props, view }: MountParameters<'gallery'>): void => {
  const stage = element.querySelector<HTMLElement>('[data-stage]');
  const slides = [...element.querySelectorAll<HTMLElement>('[data-slide]')];
  const thumbnails = [...element.querySelectorAll<HTMLAnchorElement>('[data-thumbnail]')];
  if (stage === null) return;
  let current = 0;
  const smooth = !matchMedia('(prefers-reduced-motion: reduce)').matches;
  const mark = (index: number): void => {
    current = index;
    thumbnails.forEach((thumbnail, at) => {
      if (at === index) thumbnail.setAttribute('aria-current', 'true');
      else thumbnail.removeAttribute('aria-current');
    });
  };
  const show = (index: number): void => {
    const slide = slides[(index + slides.length) % slides.length];
    if (slide !== undefined)
      stage.scrollTo({ left: slide.offsetLeft - stage.offsetLeft, behavior: smooth ? 'smooth' : 'auto' });
  };
  const pictures = slides.flatMap((slide) => slide.querySelector('img') ?? []);
  if (pictures.length > 0) stage.after(createZoom({ view, pictures, current: () => current, onClose: show }));
  if (slides.length < 2) return;
  thumbnails.forEach((thumbnail, index) => {
    thumbnail.addEventListener('click', (event) => {
      event.preventDefault();
      show(index);
    });
  });
  stage.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return;
    event.preventDefault();
    show(current + (event.key === 'ArrowRight' ? 1 : -1));
  });
  const observer = new IntersectionObserver(
    (entries) => {
      for (const entry of entries)
        if (entry.isIntersecting && entry.target instanceof HTMLElement) mark(slides.indexOf(entry.target));
    },
    { root: stage, threshold: 0.6 },
  );
  for (const slide of slides) observer.observe(slide);
  let { first } = props;
  // Another variant was chosen: its own picture comes into view. Otherwise the reader looks at what they like.
  element.addEventListener('fresh', (event) => {
    const next = propsIn<'gallery'>(event);
    if (next.first === first) return;
    first = next.first;
    const at = slides.findIndex(({ dataset }) => dataset.slide === first);
    if (at >= 0) show(at);
  });
  mark(0);
};
