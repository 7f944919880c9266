import type { IslandView } from './mount.ts';

/** Address of the widest encoding that a picture offers. */
const widestOf = (picture: HTMLImageElement): string =>
  picture.srcset.split(',').at(-1)?.trim().split(' ')[0] || picture.src;

/**
 * Makes the button that shows a picture as large as the window, in the browser's own dialog.
 * @param parts words, and the picture to show now
 */
export function createZoom({
  view,
  pictureOf,
}: {
  view: IslandView;
  pictureOf: () => HTMLImageElement | null;
}): HTMLButtonElement {
  const large = document.createElement('img');
  const close = document.createElement('button');
  close.className = 'button';
  close.textContent = view.t('gallery.close');
  const form = document.createElement('form');
  form.method = 'dialog';
  form.append(close);
  const dialog = document.createElement('dialog');
  dialog.className = 'zoom';
  dialog.append(large, form);
  // A click beside the picture closes it, as readers expect.
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });

  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'zoom-open';
  button.textContent = '⤢';
  button.setAttribute('aria-label', view.t('gallery.zoom'));
  button.addEventListener('click', () => {
    const picture = pictureOf();
    if (picture === null) return;
    large.src = widestOf(picture);
    large.alt = picture.alt;
    dialog.setAttribute('aria-label', picture.alt);
    if (!dialog.isConnected) document.body.append(dialog);
    dialog.showModal();
  });
  return button;
}
