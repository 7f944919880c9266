import type { ComponentChildren } from 'preact';
import type { IslandName, IslandProps } from '../islands/props.ts';
import { safeJson } from './safe-json.ts';

export interface IslandMount<N extends IslandName> {
  name: N;
  props: IslandProps[N];
  /** What the server can show; the island replaces or improves it. */
  children?: ComponentChildren;
  class?: string;
}

/** A place where an island of JavaScript takes over, with its props as data. */
export const Island = <N extends IslandName>({ name, props, children, class: className }: IslandMount<N>) => (
  <div class={className} data-island={name}>
    <script type="application/json" dangerouslySetInnerHTML={{ __html: safeJson(props) }} />
    {children}
  </div>
);
