import { type MountParameters, propsIn } from './mount.ts';

/** Checks the page against the shop's signature, once the browser has nothing better to do, and again for another variant. */
export const mount = ({ element, props, view }: MountParameters<'verify'>): void => {
  let shown = props;
  const check = (): void => {
    const asked = shown;
    import('../verify/verify-page.ts')
      .then(({ verifyPage }) => verifyPage({ element, props: asked, view, isShown: () => asked === shown }))
      .catch((error: unknown) => console.warn('this page is not checked', error));
  };
  const start = (): void => {
    // Safari has no idle time to ask for.
    if ('requestIdleCallback' in globalThis) requestIdleCallback(check, { timeout: 2_000 });
    else setTimeout(check, 200);
  };
  element.addEventListener('fresh', (event) => {
    const next = propsIn<'verify'>(event);
    if (next.variant === shown.variant) return;
    shown = next;
    start();
  });
  start();
};
