import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import type { SessionView } from '../../../protocol/api/session.ts';
import { ShortId } from '../../components/short-id.tsx';
import type { Connection } from '../../wallet/session.ts';
import { readSession, signIn, signOut } from '../../wallet/sign-in.ts';
import { useAttempt } from '../use-attempt.ts';
import { ErrorNote } from '../wallet/error-note.tsx';
import type { IslandWords } from '../words.ts';

interface WithSessionProps {
  words: IslandWords<'wallet'>;
  connection: Connection;
  /** Why signing in is asked for here. */
  reason: string;
  children: (session: SessionView & { leave: () => void }) => ComponentChildren;
}

/**
 * Shows its children once the connected account is signed in at this node, and until then the one button that does it.
 * Whoever was signed in as another account is asked again.
 */
export const WithSession = ({ words, connection, reason, children }: WithSessionProps) => {
  const session = useSignal<SessionView | null>(null);
  const { busy, error, attempt } = useAttempt();
  const read = (act: () => Promise<SessionView>): Promise<void> =>
    attempt(async () => {
      session.value = await act();
    });
  useEffect(() => void read(readSession), []);
  const leave = (): void =>
    void read(async () => {
      await signOut();
      return { account: null, operator: false };
    });
  if (session.value?.account === connection.account) return <>{children({ ...session.value, leave })}</>;
  if (session.value === null && error.value === null) return <p class="skeleton">{words.t('loading')}</p>;
  return (
    <div class="panel sign-in">
      <h2>{words.t('session.title')}</h2>
      <p>{reason}</p>
      <p>
        <button
          type="button"
          class="button button-large"
          disabled={busy.value}
          onClick={() => void read(() => signIn(connection))}
        >
          {words.t('session.do')}
        </button>
      </p>
      <p class="small quiet">
        {words.t('session.text')} <ShortId value={connection.account} />
      </p>
      {busy.value && <p role="status">{words.t('wallet.waiting')}</p>}
      {error.value !== null && <ErrorNote view={words} error={error.value} />}
    </div>
  );
};
