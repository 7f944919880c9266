import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { checkZones } from '../check-zones.ts';
import { blankZone } from '../draft-zones.ts';
import { useProblems } from '../use-problems.ts';
import { ZoneFields } from '../zone-fields.tsx';
import type { StepProps } from './step-props.ts';

/** Where the shop delivers to: what its listings then begin with. */
export const StepDelivery = ({ words, chain, progress, onWrite, onDone }: StepProps) => {
  const zones = useSignal(progress.zones ?? [blankZone()]);
  const form = useRef<HTMLFormElement>(null);
  const [token] = chain.tokens;
  const checked = checkZones(zones.value, token?.decimals ?? 0);
  const { problemOf, onFocusOut, showAll } = useProblems(checked.ok ? [] : checked.problems);
  if (token === undefined) return null;
  return (
    <form
      ref={form}
      class="desk-form"
      noValidate
      onFocusOut={onFocusOut}
      onSubmit={(event) => {
        event.preventDefault();
        if (!checked.ok) return showAll(form.current);
        onWrite({ zones: zones.value });
        onDone('key');
      }}
    >
      <p class="quiet">{words.t('opening.delivery_text')}</p>
      <ZoneFields
        words={words}
        symbol={token.symbol}
        zones={zones.value}
        problemOf={problemOf}
        onChange={(next) => {
          zones.value = next;
          if (progress.zones !== null) onWrite({ zones: next });
        }}
      />
      <p>
        <button class="button button-large" type="submit">
          {words.t('opening.next')}
        </button>
      </p>
    </form>
  );
};
