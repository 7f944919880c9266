import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { shopsAbi } from '../../../protocol/abi/shops.ts';
import { type Block, digestOf } from '../../../protocol/block.ts';
import type { VouchError } from '../../../protocol/errors.ts';
import { addressSchema } from '../../../protocol/primitives.ts';
import type { Profile } from '../../../protocol/profile.ts';
import { contractAddress } from '../../wallet/contracts.ts';
import { isBusy } from '../../wallet/transaction.ts';
import { uploadBlock } from '../upload-block.ts';
import { asVouchError, ErrorNote } from '../wallet/error-note.tsx';
import { createRunner } from '../wallet/transaction-runner.ts';
import { TransactionStatus } from '../wallet/transaction-status.tsx';
import { BegunNote } from './begun-note.tsx';
import { noEdits } from './catalogue-edit.ts';
import type { DeskProps } from './desk-props.ts';
import { loadCatalogue } from './node-blocks.ts';
import { checkProfile, loadProfile, profileDraftOf, profileDraftSchema } from './profile-draft.ts';
import { ProfileFields } from './profile-fields.tsx';
import { publishEdits } from './publish.ts';
import { SigningNote } from './signing-note.tsx';
import { useKeptForm } from './use-kept-form.ts';
import { useProblems } from './use-problems.ts';
import { useSigning } from './use-signing.ts';

const Form = ({ before, ...props }: DeskProps & { before: Profile }) => {
  const { words, walletWords, page, chain, connection, shop, role, onDone } = props;
  const runner = useMemo(() => createRunner({ page, chain }), [page, chain]);
  const kept = useKeptForm({
    name: `vouch.profile.${shop.address}`,
    schema: profileDraftSchema,
    start: useMemo(() => profileDraftOf(before), [before]),
  });
  const { form } = kept;
  const element = useRef<HTMLFormElement>(null);
  const error = useSignal<VouchError | null>(null);
  const said = useSignal('');
  const working = useSignal(false);
  const signing = useSigning(props);
  const checked = checkProfile(form.value, { shop: shop.address, before });
  const { problemOf, onFocusOut, showAll } = useProblems(checked.ok ? [] : checked.problems);
  /** A shop that lists nothing has no catalogue to carry its profile: then the chain names it. */
  const nameOnChain = async (block: Block): Promise<boolean> => {
    const digest = await uploadBlock(block, '/api/v1/contents');
    const receipt = await runner.run(() => ({
      kind: 'change_profile',
      address: contractAddress(chain.contracts, 'shops'),
      abi: shopsAbi,
      functionName: 'setProfile',
      args: [digest],
      path: '/desk/settings',
    }));
    return receipt !== undefined && digest === digestOf(block.cid);
  };
  const publish = async (block: Block): Promise<void> => {
    working.value = true;
    error.value = null;
    said.value = words.t('profile.publishing');
    try {
      const current = await loadCatalogue(shop.address);
      const done =
        current === null
          ? await nameOnChain(block)
          : await publishEdits({
              chain,
              connection,
              shop: addressSchema.parse(shop.address),
              signing: signing.value,
              current,
              edits: noEdits,
              listings: [],
              profile: block,
            });
      said.value = done === false ? '' : words.t('profile.published');
      if (done === false) return;
      kept.publish();
      onDone();
    } catch (cause) {
      said.value = '';
      error.value = asVouchError(cause);
    } finally {
      working.value = false;
    }
  };
  return (
    <form
      ref={element}
      class="desk-form"
      noValidate
      onFocusOut={onFocusOut}
      onSubmit={(event) => {
        event.preventDefault();
        if (checked.ok) void publish(checked.block);
        else showAll(element.current);
      }}
    >
      {kept.begun.value && <BegunNote words={words} onDiscard={kept.discard} />}
      <ProfileFields words={words} form={form} problemOf={problemOf} />
      <TransactionStatus words={walletWords} runner={runner} />
      <div class="actions-row">
        <button
          class="button"
          type="submit"
          disabled={working.value || isBusy(runner.state.value) || (role === 'staff' && shop.version === null)}
        >
          {words.t('profile.publish')}
        </button>
        <SigningNote words={words} signing={signing.value} />
      </div>
      <p role="status">{said.value}</p>
      {error.value !== null && <ErrorNote view={words} error={error.value} />}
    </form>
  );
};

/** How the shop presents itself: words, logo, place and policies. */
export const ProfileForm = (props: DeskProps) => {
  const { words, shop } = props;
  const before = useSignal<Profile | null>(null);
  const error = useSignal<VouchError | null>(null);
  const load = async (): Promise<void> => {
    error.value = null;
    try {
      before.value = await loadProfile(shop, await loadCatalogue(shop.address));
    } catch (cause) {
      error.value = asVouchError(cause);
    }
  };
  useEffect(() => void load(), [shop.address]);
  return (
    <section class="desk-section" aria-labelledby="profile">
      <h2 id="profile">{words.t('profile.title')}</h2>
      {before.value === null && error.value === null && <p class="skeleton">{words.t('loading')}</p>}
      {error.value !== null && (
        <ErrorNote view={words} error={error.value} retry={{ word: words.t('retry'), onRetry: () => void load() }} />
      )}
      {before.value !== null && <Form {...props} before={before.value} />}
    </section>
  );
};
