import type { ComponentChildren } from 'preact';
import { CloseButton } from './close-button.tsx';

/** One message in the corner of the page, within `<ul class="toasts">`; it stays until its reader takes it away. */
export const Toast = ({
  tone = 'note',
  closeLabel,
  onClose,
  children,
}: {
  tone?: 'note' | 'bad';
  closeLabel: string;
  onClose?: (() => void) | undefined;
  children: ComponentChildren;
}) => (
  <li class={tone === 'bad' ? 'toast toast-bad' : 'toast'}>
    <span>{children}</span>
    <CloseButton label={closeLabel} onClose={onClose} />
  </li>
);
