import type { IslandView } from './mount.ts';

/** Address of the widest encoding that a picture offers. */
const widestOf = (picture: HTMLImageElement): string =>
  picture.srcset.split(',').at(-1)?.trim().split(' ')[0] || picture.src;

/** Pixels that a finger moves sideways before the next picture comes. */
const swipePixels = 40;

interface ZoomParameters {
  view: IslandView;
  /** All pictures of the gallery. */
  pictures: readonly HTMLImageElement[];
  /** Position of the one in view. */
  current: () => number;
  /** Told which one was seen last when the dialog closes. */
  onClose: (index: number) => void;
}

const buttonOf = (text: string, label: string): HTMLButtonElement => {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = text;
  button.setAttribute('aria-label', label);
  return button;
};

/**
 * Makes the button that shows a picture as large as the window, in the browser's own dialog: arrow keys, buttons and a
 * finger go on to the next, a click shows the picture in its full size.
 */
export function createZoom({ view, pictures, current, onClose }: ZoomParameters): HTMLButtonElement {
  let at = 0;
  const large = document.createElement('img');
  const count = document.createElement('span');
  count.setAttribute('role', 'status');
  const close = document.createElement('button');
  close.className = 'button';
  close.textContent = view.t('gallery.close');
  const form = document.createElement('form');
  form.method = 'dialog';
  const dialog = document.createElement('dialog');
  dialog.className = 'zoom';
  dialog.append(large, form);

  const show = (index: number): void => {
    at = (index + pictures.length) % pictures.length;
    const picture = pictures[at];
    if (picture === undefined) return;
    dialog.classList.remove('zoom-full');
    large.src = widestOf(picture);
    large.alt = picture.alt;
    dialog.setAttribute('aria-label', picture.alt);
    count.textContent = `${at + 1} / ${pictures.length}`;
  };
  const step = (text: string, label: string, by: number): HTMLButtonElement => {
    const button = buttonOf(text, label);
    button.className = 'button button-quiet';
    button.addEventListener('click', () => show(at + by));
    return button;
  };
  if (pictures.length > 1)
    form.append(step('←', view.t('gallery.previous'), -1), count, step('→', view.t('gallery.next'), 1));
  form.append(close);
  dialog.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowRight') show(at + 1);
    if (event.key === 'ArrowLeft') show(at - 1);
  });
  let touched = 0;
  large.addEventListener('touchstart', ({ touches }) => {
    touched = touches.length === 1 ? (touches[0]?.clientX ?? 0) : Number.NaN;
  });
  large.addEventListener('touchend', ({ changedTouches }) => {
    const moved = (changedTouches[0]?.clientX ?? 0) - touched;
    const isWhole = !dialog.classList.contains('zoom-full');
    if (isWhole && Math.abs(moved) > swipePixels) show(at - Math.sign(moved));
  });
  dialog.addEventListener('click', ({ target }) => {
    // A click beside the picture closes it, as readers expect.
    if (target === dialog) dialog.close();
    if (target === large) dialog.classList.toggle('zoom-full');
  });
  dialog.addEventListener('close', () => onClose(at));

  const button = buttonOf('⤢', view.t('gallery.zoom'));
  button.className = 'zoom-open';
  button.addEventListener('click', () => {
    show(current());
    if (!dialog.isConnected) document.body.append(dialog);
    dialog.showModal();
  });
  return button;
}
