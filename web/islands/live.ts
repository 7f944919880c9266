import { showLocalTimes } from './local-times.ts';
import type { MountParameters } from './mount.ts';

/**
 * Keeps a part of the page as fresh as the node's index: it asks for the same page again and takes that part from it,
 * so that the words stand in one place, the server. What the reader is using is left alone.
 */
export const mount = ({ element, props, view }: MountParameters<'live'>): void => {
  const refresh = async (): Promise<void> => {
    if (document.hidden || element.contains(document.activeElement)) return;
    const response = await fetch(location.href, { signal: AbortSignal.timeout(props.everySeconds * 1_000) });
    if (!response.ok) return;
    const fresh = new DOMParser().parseFromString(await response.text(), 'text/html').getElementById(props.part);
    const shown = document.getElementById(props.part);
    if (fresh === null || shown === null) return;
    showLocalTimes(fresh, view.locale);
    if (fresh.innerHTML !== shown.innerHTML) shown.innerHTML = fresh.innerHTML;
  };
  setInterval(() => {
    // A page that cannot be asked now stays as it is until the next time.
    refresh().catch((error: unknown) => console.warn('this part of the page is not refreshed', error));
  }, props.everySeconds * 1_000);
};
