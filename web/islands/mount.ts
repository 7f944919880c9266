import type { common } from '../locales/en/common.ts';
import type { View } from '../view.ts';
import type { IslandName, IslandProps } from './props.ts';

/** What every island speaks with in the browser. */
export type IslandView = View<keyof typeof common>;

export interface MountParameters<N extends IslandName> {
  /** The element that the server rendered, still with what it showed. */
  element: HTMLElement;
  props: IslandProps[N];
  view: IslandView;
}

/** A module of an island: takes its element over. */
export interface IslandModule<N extends IslandName> {
  mount: (parameters: MountParameters<N>) => void;
}
