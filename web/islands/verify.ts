import type { MountParameters } from './mount.ts';

/** Checks the page against the shop's signature, once the browser has nothing better to do. */
export const mount = ({ element, props, view }: MountParameters<'verify'>): void => {
  const start = (): void => {
    import('../verify/verify-page.ts')
      .then(({ verifyPage }) => verifyPage({ element, props, view }))
      .catch((error: unknown) => console.warn('this page is not checked', error));
  };
  // Safari has no idle time to ask for.
  if ('requestIdleCallback' in globalThis) requestIdleCallback(start, { timeout: 2_000 });
  else setTimeout(start, 200);
};
