import { effect } from '@preact/signals-core';
import type { MountParameters } from '../mount.ts';

/** Nothing is loaded before there is somebody whose circle can be asked. */
export const mount = (parameters: MountParameters<'circle'>): void => {
  const stop = effect(() => {
    if (parameters.page.session.connection.value === null) return;
    queueMicrotask(() => stop());
    import('./circle.tsx')
      .then(({ mountCircle }) => mountCircle(parameters))
      .catch((error: unknown) => console.warn('the circle is not shown', error));
  });
};
