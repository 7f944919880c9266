/** The cross that closes a dialog or takes a toast away. */
export const CloseButton = ({ label, onClose }: { label: string; onClose?: (() => void) | undefined }) => (
  <button type="button" class="dialog-close" aria-label={label} onClick={onClose}>
    ×
  </button>
);
