import type { ComponentChildren } from 'preact';
import type { Accent } from '../../protocol/theme.ts';
import { stylePath, THEMED } from '../../protocol/theme-style.ts';

/** What a shop shows in its own colours: links and buttons. What tells of trust keeps the colours of the market. */
export const Themed = ({ accent, children }: { accent: Accent | null | undefined; children: ComponentChildren }) => {
  if (accent == null) return children;
  return (
    <div class={THEMED}>
      <link rel="stylesheet" href={stylePath(accent)} />
      {children}
    </div>
  );
};
