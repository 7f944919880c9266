/** The way before browsers had a clipboard for pages; it works by plain http and without permission, after a click. */
function copyMarked(text: string): boolean {
  const reader = document.activeElement;
  const area = document.createElement('textarea');
  area.value = text;
  area.readOnly = true;
  area.className = 'visually-hidden';
  // What lies outside of an open dialog cannot be marked.
  (reader?.closest('dialog') ?? document.body).append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  if (reader instanceof HTMLElement) reader.focus({ preventScroll: true });
  return copied;
}

/**
 * Copies a text after a click.
 * @returns false where the browser lets pages copy in no way
 */
export async function tryToCopy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (error) {
    // Refused, or no clipboard at all: a page by plain http has none.
    console.debug('the clipboard cannot be used', error);
    return copyMarked(text);
  }
}

/**
 * Copies a text after a click; where the browser lets pages copy in no way, shows it marked in a dialog of the browser's own.
 * @param label what the text is, for that dialog
 * @returns whether it was copied
 */
export async function copyText(text: string, label: string): Promise<boolean> {
  if (await tryToCopy(text)) return true;
  window.prompt(label, text);
  return false;
}
