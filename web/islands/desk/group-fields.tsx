import type { Signal } from '@preact/signals';
import { limits } from '../../../protocol/limits.ts';
import type { IslandWords } from '../words.ts';
import type { GroupForm } from './group-terms.ts';
import { NumberField, TextField } from './number-field.tsx';
import { withSymbol } from './with-symbol.ts';

const LEAST_MEMBERS = 2;
const SHARES_PERCENT = limits.sharesBps / 100;

/** Price, size, time and shares of a group purchase. */
export const GroupFields = ({
  words,
  symbol,
  form,
}: {
  words: IslandWords<'desk'>;
  symbol: string;
  form: Signal<GroupForm>;
}) => (
  <>
    <p class="small quiet">{words.t('offer.group_text')}</p>
    <div class="field-row">
      <TextField
        form={form}
        name="groupPrice"
        label={withSymbol(words, words.t('offer.group_price'), symbol)}
        decimal
      />
      <NumberField
        form={form}
        name="size"
        label={words.t('offer.group_size')}
        least={LEAST_MEMBERS}
        most={limits.groupMembers}
      />
      <NumberField
        form={form}
        name="hours"
        label={words.t('offer.group_hours')}
        least={1}
        most={limits.groupWindowSeconds / 3_600}
      />
    </div>
    <div class="field-row">
      <NumberField
        form={form}
        name="leaderPercent"
        label={words.t('offer.group_leader')}
        least={0}
        most={SHARES_PERCENT}
        step="any"
      />
      <NumberField
        form={form}
        name="groupCommission"
        label={words.t('offer.group_commission')}
        least={0}
        most={SHARES_PERCENT}
        step="any"
      />
    </div>
  </>
);
