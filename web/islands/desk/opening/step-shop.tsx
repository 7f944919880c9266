import { useSignal } from '@preact/signals';
import { useMemo, useRef } from 'preact/hooks';
import { isBusy } from '../../../wallet/transaction.ts';
import { createRunner } from '../../wallet/transaction-runner.ts';
import { TransactionStatus } from '../../wallet/transaction-status.tsx';
import { checkProfile } from '../profile-draft.ts';
import { ProfileFields } from '../profile-fields.tsx';
import { useProblems } from '../use-problems.ts';
import type { StepProps } from './step-props.ts';

/** Names the shop, and opens it on the chain. */
export const StepShop = ({
  words,
  walletWords,
  page,
  chain,
  connection,
  shop,
  progress,
  onWrite,
  onDone,
}: StepProps) => {
  const runner = useMemo(() => createRunner({ page, chain }), [page, chain]);
  const element = useRef<HTMLFormElement>(null);
  const form = useSignal(progress.profile);
  const kept = useMemo(
    () => ({
      get value() {
        return form.value;
      },
      set value(next) {
        form.value = next;
        onWrite({ profile: next });
      },
    }),
    [],
  ) as typeof form;
  const checked = checkProfile(form.value, { shop: connection.account });
  const { problemOf, onFocusOut, showAll } = useProblems(checked.ok ? [] : checked.problems);
  const open = async (): Promise<void> => {
    if (!checked.ok) return showAll(element.current);
    const receipt = await runner.run(async (tools) => {
      const { openShopCall } = await import('../shop-calls.ts');
      return openShopCall(chain, checked.block, tools);
    });
    if (receipt !== undefined) onDone('deposit');
  };
  if (shop !== null)
    return (
      <>
        <p>{words.t('opening.shop_done')}</p>
        <p>
          <a href="/desk/settings#profile">{words.t('opening.change_profile')}</a>
        </p>
      </>
    );
  return (
    <form
      ref={element}
      class="desk-form"
      noValidate
      onFocusOut={onFocusOut}
      onSubmit={(event) => {
        event.preventDefault();
        void open();
      }}
    >
      <p class="quiet">{words.t('opening.shop_text')}</p>
      <ProfileFields words={words} form={kept} problemOf={problemOf} />
      <p class="small quiet">{words.t('desk.open_text')}</p>
      <TransactionStatus words={walletWords} runner={runner} />
      <p>
        <button class="button button-large" type="submit" disabled={isBusy(runner.state.value)}>
          {words.t('desk.open')}
        </button>
      </p>
    </form>
  );
};
