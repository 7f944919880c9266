import { useSignal } from '@preact/signals';
import type { OperatorPolicy, PolicyChange } from '../../../protocol/api/operator.ts';
import { limits } from '../../../protocol/limits.ts';
import { Banner } from '../../components/notice.tsx';
import { postJson } from '../api.ts';
import { useAttempt } from '../use-attempt.ts';
import { usePolling } from '../use-polling.ts';
import { ErrorNote } from '../wallet/error-note.tsx';
import type { IslandWords } from '../words.ts';
import { DenyForm } from './deny-form.tsx';
import { FollowForm } from './follow-form.tsx';
import { NameForm } from './name-form.tsx';
import { PolicySubject } from './policy-subject.tsx';

type Words = IslandWords<'operator'>;
type Change = (change: PolicyChange) => Promise<boolean>;

interface PartProps {
  words: Words;
  policy: OperatorPolicy;
  busy: boolean;
  change: Change;
}

const Carrying = ({ words, policy, busy, change }: PartProps) => (
  <fieldset class="carries" disabled={busy}>
    <legend>{words.t('policy.title')}</legend>
    {(['all', 'followed'] as const).map((carries) => (
      <label key={carries} class="choice">
        <input
          type="radio"
          name="carries"
          checked={policy.own.carries === carries}
          onChange={() => void change({ act: 'carry', carries })}
        />
        {words.t(`policy.carries_${carries}`)}
      </label>
    ))}
  </fieldset>
);

/** What the operator denies, and what subscribed lists deny, with the reason and the way back. */
const Denied = ({ words, policy, busy, change }: PartProps) => {
  const fromLists = policy.inForce.denials.filter(({ list }) => list !== null);
  if (policy.own.denied.length + fromLists.length === 0) return <p class="quiet">{words.t('policy.none_text')}</p>;
  return (
    <ul class="plain rows">
      {policy.own.denied.map(({ shop, cid, reason, since }) => (
        <li key={shop ?? cid}>
          <span>
            <span class="quiet">{words.t(shop === undefined ? 'policy.denied_content' : 'policy.denied_shop')}</span>{' '}
            <PolicySubject words={words} names={policy.names} id={shop ?? cid ?? ''} />
            <span class="reason">{reason}</span>
            <span class="small quiet">{words.date(since)}</span>
          </span>
          <button
            type="button"
            class="button button-quiet"
            disabled={busy}
            onClick={() => void change({ act: 'allow', subject: shop ?? cid ?? '' })}
          >
            {words.t('mod.take_back')}
          </button>
        </li>
      ))}
      {fromLists.map(({ shop, cid, reason, list }) => (
        <li key={`${list} ${shop ?? cid}`}>
          <span>
            <span class="quiet">{words.t(shop === null ? 'policy.denied_content' : 'policy.denied_shop')}</span>{' '}
            <PolicySubject words={words} names={policy.names} id={shop ?? cid ?? ''} />
            <span class="reason">{reason}</span>
            <span class="small quiet">
              {words.t('mod.by_list')} <PolicySubject words={words} names={policy.names} id={list ?? ''} />
            </span>
          </span>
          <button
            type="button"
            class="button button-quiet"
            disabled={busy}
            onClick={() => void change({ act: 'allow', subject: shop ?? cid ?? '' })}
          >
            {words.t('mod.carry_anyway')}
          </button>
        </li>
      ))}
    </ul>
  );
};

/** Accounts with a button that takes each away. */
const Named = ({
  words,
  accounts,
  names,
  busy,
  onRemove,
}: {
  words: Words;
  accounts: readonly string[];
  names: OperatorPolicy['names'];
  busy: boolean;
  onRemove: (account: string) => void;
}) => (
  <ul class="plain rows">
    {accounts.map((account) => (
      <li key={account}>
        <span>
          <PolicySubject words={words} names={names} id={account} />
        </span>
        <button type="button" class="button button-quiet" disabled={busy} onClick={() => onRemove(account)}>
          {words.t('mod.remove')}
        </button>
      </li>
    ))}
  </ul>
);

/** What this node carries: the operator changes it here as with the command line, and everybody can read it. */
export const Moderation = ({ words }: { words: Words }) => {
  const polled = usePolling<OperatorPolicy>('/api/v1/operator/policy', 15);
  const newest = useSignal<OperatorPolicy | null>(null);
  const { busy, error: problem, attempt } = useAttempt();
  const change: Change = async (wanted) => {
    let isDone = false;
    await attempt(async () => {
      newest.value = await postJson<OperatorPolicy>('/api/v1/operator/policy', wanted);
      polled.again();
      isDone = true;
    });
    return isDone;
  };
  const error = problem.value ?? polled.error;
  const policy = polled.value ?? newest.value;
  if (policy === null)
    return (
      <section class="panel" aria-labelledby="moderation">
        <h2 id="moderation">{words.t('mod.title')}</h2>
        {error === null ? (
          <p class="skeleton">{words.t('loading')}</p>
        ) : (
          <ErrorNote view={words} error={error} retry={{ word: words.t('retry'), onRetry: polled.again }} />
        )}
      </section>
    );
  const parts = { words, policy, busy: busy.value, change };
  // Safety: the file that the node reads has addresses only.
  const remove = (act: 'unfollow' | 'unsubscribe') => (account: string) =>
    void change(
      act === 'unfollow' ? { act, shop: account as `0x${string}` } : { act, author: account as `0x${string}` },
    );
  return (
    <section class="panel moderation" aria-labelledby="moderation">
      <h2 id="moderation">{words.t('mod.title')}</h2>
      <p class="small quiet">{words.t('mod.text')}</p>
      {policy.inForce.problem !== undefined && (
        <Banner tone="bad">
          {words.t('policy.problem')} <code>{policy.inForce.problem.code}</code>
        </Banner>
      )}
      {error !== null && <ErrorNote view={words} error={error} />}
      <Carrying {...parts} />
      <h3>{words.t('policy.denials')}</h3>
      <DenyForm words={words} busy={busy.value} most={limits.denialReasonCharacters} onDeny={change} />
      <Denied {...parts} />
      {policy.own.allowed.length > 0 && (
        <>
          <h3>{words.t('mod.allowed')}</h3>
          <ul class="plain rows">
            {policy.own.allowed.map(({ shop, cid }) => (
              <li key={shop ?? cid}>
                <PolicySubject words={words} names={policy.names} id={shop ?? cid ?? ''} />
              </li>
            ))}
          </ul>
        </>
      )}
      <h3>{words.t('policy.followed')}</h3>
      <FollowForm words={words} busy={busy.value} onFollow={(shop) => change({ act: 'follow', shop })} />
      <Named
        words={words}
        accounts={policy.own.followed}
        names={policy.names}
        busy={busy.value}
        onRemove={remove('unfollow')}
      />
      <h3>{words.t('policy.lists')}</h3>
      <NameForm
        words={words}
        label={words.t('mod.subscribe_label')}
        action={words.t('mod.subscribe')}
        busy={busy.value}
        onName={(author) => change({ act: 'subscribe', author })}
      />
      <Named
        words={words}
        accounts={policy.own.lists}
        names={policy.names}
        busy={busy.value}
        onRemove={remove('unsubscribe')}
      />
      <p class="small">
        <a href="/policy">{words.t('mod.public')}</a>
      </p>
    </section>
  );
};
