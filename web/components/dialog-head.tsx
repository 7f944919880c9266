import { CloseButton } from './close-button.tsx';

/** Head of a dialog: its title, which names the dialog by `id`, and the cross that closes it. */
export const DialogHead = ({
  id,
  title,
  closeLabel,
  onClose,
}: {
  id: string;
  title: string;
  closeLabel: string;
  onClose?: (() => void) | undefined;
}) => (
  <div class="dialog-head">
    <h2 id={id}>{title}</h2>
    <CloseButton label={closeLabel} onClose={onClose} />
  </div>
);
