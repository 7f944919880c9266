/** What must wait until the page shows the choice: nobody buys what the page does not show. */
const waiting = '[data-waits]';

/**
 * Lets links marked `data-in-place` change the page where its reader is, instead of opening it anew at its top. The address
 * changes too, so that a reload or a shared link shows the same. The part with `data-said` holds what is said of the choice.
 * @param options `show` makes the page that of its address, and gives false where there is none; `gone` is where its subject
 * is then; `say` speaks to screen readers
 */
export function chooseInPlace(options: {
  show: () => Promise<boolean>;
  say: (text: string) => void;
  gone: string | null;
}): void {
  const { show, say, gone } = options;
  const choose = async (link: HTMLAnchorElement): Promise<void> => {
    const target = new URL(link.href);
    target.hash = '';
    history.replaceState(history.state, '', target);
    // The fresh page takes both away again.
    for (const part of document.querySelectorAll(waiting)) part.setAttribute('inert', '');
    for (const other of link.closest('ul')?.querySelectorAll('[aria-current]') ?? [])
      other.removeAttribute('aria-current');
    link.setAttribute('aria-current', 'true');
    if (!(await show())) location.assign(gone ?? '/');
    else if (location.href === target.href) say(document.querySelector<HTMLElement>('[data-said]')?.dataset.said ?? '');
  };
  document.addEventListener('click', (event) => {
    // Safety: clicks happen on elements.
    const link = (event.target as Element).closest<HTMLAnchorElement>('a[data-in-place]');
    if (link === null || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    choose(link).catch((error: unknown) => {
      console.warn('the choice is opened as a page of its own', error);
      location.reload();
    });
  });
}
