import type { IslandModule } from './mount.ts';
import type { IslandName } from './props.ts';

type Registry = { readonly [N in IslandName]?: () => Promise<IslandModule<N>> };

/** Where the browser finds each island; a page loads only those that it mounts. */
export const registry: Registry = {
  gallery: () => import('./gallery.ts'),
};
