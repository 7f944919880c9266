import { useSignal } from '@preact/signals';
import type { PolicyChange } from '../../../protocol/api/operator.ts';
import type { IslandWords } from '../words.ts';

interface DenyFormProps {
  words: IslandWords<'operator'>;
  busy: boolean;
  /** Characters of a reason. */
  most: number;
  /** @returns true when it was taken */
  onDeny: (change: PolicyChange) => Promise<boolean>;
}

/** Leaves a shop or a block out, which needs a reason that everybody can read. */
export const DenyForm = ({ words, busy, most, onDeny }: DenyFormProps) => {
  const subject = useSignal('');
  const reason = useSignal('');
  return (
    <form
      class="inline-form"
      onSubmit={(event) => {
        event.preventDefault();
        void onDeny({ act: 'deny', subject: subject.value.trim(), reason: reason.value.trim() }).then((taken) => {
          if (taken) subject.value = reason.value = '';
        });
      }}
    >
      <label class="field">
        <span>{words.t('mod.deny_label')}</span>
        <input
          required
          maxLength={128}
          placeholder="0x… / bafy…"
          value={subject.value}
          onInput={({ currentTarget }) => {
            subject.value = currentTarget.value;
          }}
        />
      </label>
      <label class="field">
        <span>{words.t('mod.reason_label')}</span>
        <input
          required
          maxLength={most}
          value={reason.value}
          onInput={({ currentTarget }) => {
            reason.value = currentTarget.value;
          }}
        />
      </label>
      <button type="submit" class="button" disabled={busy}>
        {words.t('mod.deny')}
      </button>
    </form>
  );
};
