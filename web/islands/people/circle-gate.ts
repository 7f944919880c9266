import { effect } from '@preact/signals-core';
import type { IslandModule, MountParameters } from '../mount.ts';
import type { IslandName } from '../props.ts';

type Mount<N extends IslandName> = IslandModule<N>['mount'];

/** Nothing is loaded before there is somebody whose circle can be asked. */
const onceConnected =
  <N extends IslandName>(load: () => Promise<Mount<N>>): Mount<N> =>
  (parameters: MountParameters<N>): void => {
    const stop = effect(() => {
      if (parameters.page.session.connection.value === null) return;
      queueMicrotask(() => stop());
      load()
        .then((mount) => mount(parameters))
        .catch((error: unknown) => console.warn('the circle is not shown', error));
    });
  };

/** Shop and listing: what the circle says of them. */
export const circle: Mount<'circle'> = onceConnected(async () => (await import('./circle.tsx')).mountCircle);

/** Home: what the circle bought. */
export const circleGoods: Mount<'circle-goods'> = onceConnected(
  async () => (await import('./circle-goods.tsx')).mountCircleGoods,
);
