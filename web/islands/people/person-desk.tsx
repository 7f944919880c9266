import { useSignal } from '@preact/signals';
import type { NoteChange } from '../../../protocol/compose-note.ts';
import type { VouchError } from '../../../protocol/errors.ts';
import { limits } from '../../../protocol/limits.ts';
import { addressSchema } from '../../../protocol/primitives.ts';
import { cleanText } from '../../../protocol/text.ts';
import type { KeyHolder } from '../keys/key-holder.ts';
import type { MountParameters, PageParts } from '../mount.ts';
import { renderIsland } from '../preact-island.ts';
import type { IslandProps } from '../props.ts';
import { asVouchError, ErrorNote } from '../wallet/error-note.tsx';
import { type IslandWords, loadDictionary } from '../words.ts';
import { FollowButton } from './follow-button.tsx';

type Words = IslandWords<'people'>;

/** A text with another value in the reader's language; an empty one is left out. */
const withText = (texts: Record<string, string>, locale: string, text: string): Record<string, string> => {
  const { [locale]: _old, ...rest } = texts;
  const clean = cleanText(text);
  return clean === '' ? rest : { ...rest, [locale]: clean };
};

const Edit = ({ words, holder, props }: { words: Words; holder: KeyHolder; props: IslandProps['person'] }) => {
  const name = useSignal(words.text(props.names));
  const about = useSignal(words.text(props.about));
  const state = useSignal<'idle' | 'busy' | 'saved'>('idle');
  const error = useSignal<VouchError | null>(null);
  const publish = async (change: NoteChange): Promise<void> => {
    state.value = 'busy';
    error.value = null;
    try {
      const { changeNote } = await import('./change-note.ts');
      await changeNote(holder, change);
      state.value = 'saved';
    } catch (cause) {
      error.value = asVouchError(cause);
      state.value = 'idle';
    }
  };
  return (
    <section class="panel" aria-labelledby="edit">
      <h2 id="edit">{words.t('people.edit')}</h2>
      <p class="small quiet">{words.t('people.edit_text')}</p>
      <form
        class="desk-form"
        onSubmit={(event) => {
          event.preventDefault();
          void publish({
            kind: 'name',
            names: withText(props.names, words.locale, name.value),
            about: withText(props.about, words.locale, about.value),
          });
        }}
      >
        <label class="field">
          <span>{words.t('people.name')}</span>
          <input
            name="name"
            maxLength={limits.noteNameCharacters}
            value={name.value}
            onInput={({ currentTarget }) => {
              name.value = currentTarget.value;
            }}
          />
        </label>
        <label class="field">
          <span>{words.t('people.about')}</span>
          <textarea
            name="about"
            rows={3}
            maxLength={limits.noteAboutCharacters}
            value={about.value}
            onInput={({ currentTarget }) => {
              about.value = currentTarget.value;
            }}
          />
        </label>
        <p class="actions">
          <button type="submit" class="button" disabled={state.value === 'busy'}>
            {words.t('people.save')}
          </button>
          <span role="status" class="small">
            {state.value === 'saved' && words.t('people.saved')}
            {state.value === 'busy' && words.t('people.signing')}
          </span>
        </p>
      </form>
      {error.value !== null && <ErrorNote view={words} error={error.value} />}
      <details class="small">
        <summary>{words.t('people.keys_back')}</summary>
        <p>{words.t('people.keys_back_text')}</p>
        <p>
          <button
            type="button"
            class="button button-quiet"
            disabled={state.value === 'busy'}
            onClick={() => void publish({ kind: 'take-keys-back' })}
          >
            {words.t('people.keys_back')}
          </button>
        </p>
      </details>
    </section>
  );
};

const Desk = ({ words, page, props }: { words: Words; page: PageParts; props: IslandProps['person'] }) => {
  const connection = page.session.connection.value;
  if (connection === null) return <p class="small quiet">{words.t('people.connect_person')}</p>;
  const holder = { page, chain: props.chain, connection };
  if (connection.account === addressSchema.parse(props.account))
    return <Edit words={words} holder={holder} props={props} />;
  return <FollowButton key={connection.account} words={words} holder={holder} whom="person" account={props.account} />;
};

/** Follows the person of a page, or lets the person change what the page says. */
export const mount = async ({ element, props, view, page }: MountParameters<'person'>): Promise<void> => {
  const words = await loadDictionary('people', view);
  renderIsland(element, <Desk words={words} page={page} props={props} />);
};
