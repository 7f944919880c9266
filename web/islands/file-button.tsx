import type { ComponentChildren } from 'preact';

interface FileButtonProps {
  /** Kinds of files, as the `accept` of an input. */
  accept: string;
  multiple?: boolean;
  /** Asks a phone for its camera instead of its files. */
  camera?: boolean;
  disabled: boolean;
  /** Takes what was chosen, or dropped on the button. */
  onFiles: (files: readonly File[]) => void;
  children: ComponentChildren;
}

/**
 * A button that chooses files. It speaks the page's language, not the browser's, and tells no number of files: what was
 * chosen is shown by whoever takes it, and the same file can be chosen again after it was taken away.
 */
export const FileButton = ({
  accept,
  multiple = false,
  camera = false,
  disabled,
  onFiles,
  children,
}: FileButtonProps) => {
  const take = (files: FileList | null | undefined): void => {
    const chosen = [...(files ?? [])].slice(0, multiple ? undefined : 1);
    if (chosen.length > 0 && !disabled) onFiles(chosen);
  };
  return (
    <label
      class="button button-quiet file-button"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        take(event.dataTransfer?.files);
      }}
    >
      {children}
      <input
        class="visually-hidden"
        type="file"
        accept={accept}
        {...(camera ? { capture: 'environment' } : { multiple })}
        disabled={disabled}
        onChange={({ currentTarget }) => {
          take(currentTarget.files);
          currentTarget.value = '';
        }}
      />
    </label>
  );
};
