import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Note } from '../../../protocol/note.ts';
import { addressSchema } from '../../../protocol/primitives.ts';
import { Icon } from '../../components/icon.tsx';
import type { KeyHolder } from '../keys/key-holder.ts';
import { useAttempt } from '../use-attempt.ts';
import { ErrorNote } from '../wallet/error-note.tsx';
import type { IslandWords } from '../words.ts';

interface FollowProps {
  words: IslandWords<'people'>;
  holder: KeyHolder;
  whom: 'person' | 'shop';
  account: string;
  /** Hears that the note changed. */
  onChanged?: (note: Note) => void;
}

/** Follows a shop or a person, or stops: a signed note that everybody can read. */
export const FollowButton = ({ words, holder, whom, account, onChanged }: FollowProps) => {
  const following = useSignal<boolean | null>(null);
  const { busy, error, attempt } = useAttempt();
  const target = addressSchema.parse(account);
  const read = (): Promise<void> =>
    attempt(async () => {
      const { follows, readOwnNote } = await import('./change-note.ts');
      following.value = follows(await readOwnNote(holder), target);
    });
  useEffect(() => void read(), [holder.connection.account, target]);
  if (holder.connection.account === account) return null;
  const toggle = (): Promise<void> =>
    attempt(async () => {
      const { changeNote, follows } = await import('./change-note.ts');
      const kind = following.value ? 'unfollow' : 'follow';
      const note = await changeNote(holder, { kind, whom, account: target });
      following.value = follows(note, target);
      onChanged?.(note);
    });
  return (
    <div class="follow">
      <button
        type="button"
        class={following.value ? 'button button-quiet' : 'button'}
        aria-pressed={following.value === true}
        disabled={busy.value || following.value === null}
        onClick={() => void toggle()}
      >
        <Icon name={following.value ? 'check' : 'heart'} size={18} />
        {words.t(following.value ? 'people.following' : whom === 'shop' ? 'people.follow_shop' : 'people.follow')}
      </button>
      <span class="visually-hidden" role="status">
        {busy.value ? words.t('people.signing') : ''}
      </span>
      {error.value !== null && (
        <ErrorNote
          view={words}
          error={error.value}
          retry={{ word: words.t('retry'), onRetry: () => void (following.value === null ? read() : toggle()) }}
        />
      )}
    </div>
  );
};
