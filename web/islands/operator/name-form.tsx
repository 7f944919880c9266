import { useSignal } from '@preact/signals';
import type { Address } from '../../../protocol/primitives.ts';
import type { IslandWords } from '../words.ts';

interface NameFormProps {
  words: IslandWords<'operator'>;
  label: string;
  action: string;
  busy: boolean;
  /** @returns true when it was taken */
  onName: (account: Address) => Promise<boolean>;
}

/** One field for an account and the button that adds it. */
export const NameForm = ({ words, label, action, busy, onName }: NameFormProps) => {
  const account = useSignal('');
  return (
    <form
      class="inline-form"
      onSubmit={(event) => {
        event.preventDefault();
        // Safety: the field takes nothing but an address.
        void onName(account.value.trim().toLowerCase() as Address).then((taken) => {
          if (taken) account.value = '';
        });
      }}
    >
      <label class="field">
        <span>{label}</span>
        <input
          required
          pattern="\s*0x[0-9a-fA-F]{40}\s*"
          placeholder="0x…"
          title={words.t('mod.account_form')}
          value={account.value}
          onInput={({ currentTarget }) => {
            account.value = currentTarget.value;
          }}
        />
      </label>
      <button type="submit" class="button button-quiet" disabled={busy}>
        {action}
      </button>
    </form>
  );
};
