import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { limits } from '../../../protocol/limits.ts';
import { isBusy } from '../../wallet/transaction.ts';
import { countriesByName } from '../cart/countries.ts';
import { createRunner } from '../wallet/transaction-runner.ts';
import { TransactionStatus } from '../wallet/transaction-status.tsx';
import type { SellerProps } from './desk-props.ts';
import type { ProfileForm } from './shop-calls.ts';

/** For an account without a shop: name it, make its key, and open it. */
export const OpenShop = ({ words, walletWords, page, chain, onDone }: SellerProps & { onDone: () => void }) => {
  const runner = useMemo(() => createRunner({ page, chain }), [page, chain]);
  const form = useSignal<ProfileForm>({ language: words.locale, name: '', tagline: '', about: '', country: '' });
  const countries = useMemo(() => countriesByName(words.country, words.locale), [words]);
  const set = (change: Partial<ProfileForm>): void => {
    form.value = { ...form.value, ...change };
  };
  const open = async (): Promise<void> => {
    const receipt = await runner.run(async (tools) => {
      const { openShopCall } = await import('./shop-calls.ts');
      return openShopCall(chain, form.value, tools);
    });
    if (receipt !== undefined) onDone();
  };
  const busy = isBusy(runner.state.value);
  return (
    <form
      class="desk-form"
      onSubmit={(event) => {
        event.preventDefault();
        void open();
      }}
    >
      <h2>{words.t('desk.open_title')}</h2>
      <p class="quiet">{words.t('desk.open_text')}</p>
      <label class="field">
        <span>{words.t('desk.name')}</span>
        <input
          name="name"
          required
          maxLength={limits.shopNameCharacters}
          value={form.value.name}
          onInput={(event) => set({ name: event.currentTarget.value })}
        />
      </label>
      <label class="field">
        <span>{words.t('desk.tagline')}</span>
        <input
          name="tagline"
          maxLength={limits.titleCharacters}
          value={form.value.tagline}
          onInput={(event) => set({ tagline: event.currentTarget.value })}
        />
      </label>
      <label class="field">
        <span>{words.t('desk.about')}</span>
        <textarea
          name="about"
          rows={4}
          maxLength={limits.descriptionCharacters}
          value={form.value.about}
          onInput={(event) => set({ about: event.currentTarget.value })}
        />
      </label>
      <label class="field">
        <span>{words.t('desk.country')}</span>
        <select
          name="country"
          value={form.value.country}
          onChange={(event) => set({ country: event.currentTarget.value })}
        >
          <option value="">—</option>
          {countries.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <TransactionStatus words={walletWords} runner={runner} />
      <p>
        <button class="button button-large" type="submit" disabled={busy}>
          {words.t('desk.open')}
        </button>
      </p>
    </form>
  );
};
