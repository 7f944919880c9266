import type { MountParameters } from '../mount.ts';

/** Everything behind the search box is loaded when its reader goes there. */
export const mount = ({ element, view }: MountParameters<'search-box'>): void => {
  const input = element.querySelector('input');
  const start = (): void => {
    import('./suggestions.ts')
      .then(({ startSuggestions }) => startSuggestions({ element, view }))
      // The form works without them.
      .catch((error: unknown) => console.warn('nothing is suggested', error));
  };
  input?.addEventListener('focus', start, { once: true });
  if (input !== null && input === document.activeElement) start();
};
