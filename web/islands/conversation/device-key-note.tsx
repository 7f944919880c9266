import { useSignal } from '@preact/signals';
import type { VouchError } from '../../../protocol/errors.ts';
import { addressSchema } from '../../../protocol/primitives.ts';
import { Icon } from '../../components/icon.tsx';
import { copyText } from '../copy-text.ts';
import { createDeviceKeys } from '../keys/device-key.ts';
import { asVouchError, ErrorNote } from '../wallet/error-note.tsx';
import type { IslandWords } from '../words.ts';

/**
 * Says where the key of an account is that cannot make it again, and carries it to another browser and back.
 * @param onTaken hears that another key is in use now
 */
export const DeviceKeyNote = ({
  words,
  account,
  onTaken,
}: {
  words: IslandWords<'conversation'>;
  account: string;
  onTaken: () => void;
}) => {
  const owner = addressSchema.parse(account);
  const keys = createDeviceKeys(localStorage);
  const copied = useSignal(false);
  const error = useSignal<VouchError | null>(null);
  const code = keys.codeOf(owner);
  const copy = async (): Promise<void> => {
    error.value = null;
    copied.value = await copyText(code ?? '', words.t('talk.device_copy'));
  };
  const take = (event: SubmitEvent): void => {
    event.preventDefault();
    error.value = null;
    try {
      // Safety: the form has one field, which is a text field.
      const given = new FormData(event.currentTarget as HTMLFormElement).get('code') as string;
      keys.take(owner, given);
      onTaken();
    } catch (cause) {
      error.value = asVouchError(cause);
    }
  };
  return (
    <details class="talk-device">
      <summary>{words.t('talk.device')}</summary>
      <p class="small">{words.t('talk.device_text')}</p>
      {code !== undefined && (
        <p>
          <button type="button" class="button" onClick={() => void copy()}>
            <Icon name="lock" size={18} /> {words.t('talk.device_copy')}
          </button>{' '}
          <span role="status">{copied.value && words.t('talk.device_copied')}</span>
        </p>
      )}
      <form class="talk-device-form" onSubmit={take}>
        <label class="field">
          <span>{words.t('talk.device_code')}</span>
          <input name="code" type="text" autocomplete="off" spellcheck={false} required />
        </label>
        <button type="submit" class="button">
          {words.t('talk.device_take')}
        </button>
      </form>
      {error.value !== null && <ErrorNote view={words} error={error.value} />}
    </details>
  );
};
