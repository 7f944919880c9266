import { useSignal } from '@preact/signals';
import type { PolicyChange } from '../../../protocol/api/operator.ts';
import type { IslandWords } from '../words.ts';
import { clearSubject, ShopField, subjectOf, useSubject } from './shop-field.tsx';

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
  const chosen = useSubject();
  const reason = useSignal('');
  return (
    <form
      class="inline-form"
      onSubmit={(event) => {
        event.preventDefault();
        const subject = subjectOf(chosen, { content: true });
        if (subject === null) return;
        void onDeny({ act: 'deny', subject, reason: reason.value.trim() }).then((taken) => {
          if (!taken) return;
          clearSubject(chosen);
          reason.value = '';
        });
      }}
    >
      <ShopField words={words} label={words.t('mod.deny_label')} chosen={chosen} content />
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
