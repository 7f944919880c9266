/** Parts of islands that still wait for what the node says. */
const LOADING = '[data-island] .skeleton, [data-island] [aria-busy=true]';
/** What moves the page by a reader's hand. */
const BY_HAND = ['wheel', 'touchmove', 'keydown', 'pointerdown'] as const;

const isWriting = (element: Element | null): boolean =>
  element?.matches('input, textarea, select, [contenteditable]') ?? false;

/** Focus goes where the eye goes: the next Tab leads on from there, and screen readers read it. */
function focus(target: HTMLElement): void {
  const isFocusable = target.tabIndex >= 0;
  if (!isFocusable) target.tabIndex = -1;
  target.focus({ preventScroll: true });
  // A click on a heading should not focus it later.
  if (!isFocusable) target.addEventListener('blur', () => target.removeAttribute('tabindex'), { once: true });
}

/**
 * Goes to the part of the page that its address names, once an island has rendered it: the browser looked for it before.
 * It is held in view until the islands have what they show. Whoever has scrolled already, or writes, stays where they are.
 * @param id of the part, which was not in the page that the server sent
 */
export function followLateAnchor(id: string): void {
  const start = scrollY;
  if (start > 0) return;
  let found = false;
  const end = new AbortController();
  const observer = new MutationObserver(() => look());
  end.signal.addEventListener('abort', () => observer.disconnect());

  const look = (): void => {
    const target = document.getElementById(id);
    if (target === null) return;
    if (!found) {
      if (isWriting(document.activeElement)) {
        end.abort();
        return;
      }
      found = true;
      focus(target);
      for (const name of BY_HAND) addEventListener(name, () => end.abort(), { signal: end.signal, passive: true });
    }
    // Not smoothly: what is still moving cannot be corrected.
    target.scrollIntoView({ behavior: 'instant' });
    if (document.querySelector(LOADING) === null) end.abort();
  };
  const stopWhereScrolled = (): void => {
    if (!found && scrollY !== start) end.abort();
  };
  addEventListener('scroll', stopWhereScrolled, { signal: end.signal, passive: true });
  observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ['aria-busy'] });
  look();
}
