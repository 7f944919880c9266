import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';

/** A list without rows: says what would be here and what to do. */
export const Empty = ({
  title,
  text,
  icon = 'shop',
  children,
}: {
  title: string;
  text: string;
  icon?: IconName;
  children?: ComponentChildren;
}) => (
  <div class="empty">
    <Icon name={icon} size={36} />
    <p class="empty-title">{title}</p>
    <p>{text}</p>
    {children}
  </div>
);

/** A message across the page. */
export const Banner = ({
  tone,
  icon = 'warning',
  children,
}: {
  tone: 'note' | 'warn' | 'bad';
  icon?: IconName;
  children: ComponentChildren;
}) => (
  <div class={`banner banner-${tone}`}>
    <Icon name={icon} />
    <div>{children}</div>
  </div>
);
