import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { VouchError } from '../../../protocol/errors.ts';
import { asVouchError, ErrorNote } from '../wallet/error-note.tsx';
import type { IslandWords } from '../words.ts';
import { canScan } from './scanner.ts';

interface HandoverFieldProps {
  words: IslandWords<'order'>;
  code: Signal<string>;
}

/** The camera, until it saw a code. */
const Camera = ({
  words,
  onCode,
  onError,
}: Pick<HandoverFieldProps, 'words'> & {
  onCode: (text: string) => void;
  onError: (error: VouchError) => void;
}) => {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const stop = new AbortController();
    const scan = async (): Promise<void> => {
      const { scanCode } = await import('./scanner.ts');
      // Safety: effects run once the element is there.
      const text = await scanCode(video.current as HTMLVideoElement, stop.signal);
      if (text !== undefined) onCode(text);
    };
    scan().catch((cause: unknown) => onError(asVouchError(cause)));
    return () => stop.abort();
  }, []);
  return <video ref={video} class="camera" muted playsInline aria-label={words.t('order.code_camera')} />;
};

/** For the counter: takes the buyer's code by camera where the browser can read one, and always by keyboard. */
export const HandoverField = ({ words, code }: HandoverFieldProps) => {
  const scanning = useSignal(false);
  const error = useSignal<VouchError | null>(null);
  return (
    <>
      <label class="field">
        <span>{words.t('order.code_field')}</span>
        <input
          name="code"
          required
          autocomplete="off"
          spellcheck={false}
          value={code.value}
          onInput={(event) => {
            code.value = event.currentTarget.value;
          }}
        />
        <span class="small quiet">{words.t('order.code_field_help')}</span>
      </label>
      {canScan() && (
        <p>
          <button
            type="button"
            class="button button-quiet"
            aria-pressed={scanning.value}
            onClick={() => {
              error.value = null;
              scanning.value = !scanning.value;
            }}
          >
            {words.t(scanning.value ? 'order.code_stop' : 'order.code_scan')}
          </button>
        </p>
      )}
      {scanning.value && (
        <Camera
          words={words}
          onCode={(text) => {
            code.value = text;
            scanning.value = false;
          }}
          onError={(cause) => {
            error.value = cause;
            scanning.value = false;
          }}
        />
      )}
      {error.value !== null && <ErrorNote view={words} error={error.value} />}
    </>
  );
};
