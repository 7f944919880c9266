import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { encodeDocument } from '../../../../protocol/block.ts';
import { unwrap } from '../../../../protocol/errors.ts';
import { addressSchema } from '../../../../protocol/primitives.ts';
import { type Profile, profileSchema } from '../../../../protocol/profile.ts';
import { validate } from '../../../../protocol/validate.ts';
import { useAttempt } from '../../use-attempt.ts';
import { ErrorNote } from '../../wallet/error-note.tsx';
import type { IslandWords } from '../../words.ts';
import { BegunNote } from '../begun-note.tsx';
import { noEdits } from '../catalogue-edit.ts';
import type { DeskProps } from '../desk-props.ts';
import { type LoadedCatalogue, loadCatalogue, loadGoods, titlesOf } from '../node-blocks.ts';
import { loadProfile } from '../profile-draft.ts';
import { publishEdits } from '../publish.ts';
import { SigningNote } from '../signing-note.tsx';
import { useKeptForm } from '../use-kept-form.ts';
import { useSigning } from '../use-signing.ts';
import { ColourFields } from './colour-fields.tsx';
import { HeaderField } from './header-field.tsx';
import { Featured, SectionOrder } from './order-fields.tsx';
import { draftOf, isReadable, themeDraftSchema, themeOf } from './theme-draft.ts';
import { ThemePreview } from './theme-preview.tsx';

interface Loaded {
  catalogue: LoadedCatalogue;
  profile: Profile;
  titles: ReadonlyMap<string, Record<string, string>>;
}

type LookProps = DeskProps & { lookWords: IslandWords<'look'> };

const Form = ({ loaded, ...props }: LookProps & { loaded: Loaded }) => {
  const { lookWords: words, chain, connection, shop, onDone } = props;
  const kept = useKeptForm({
    name: `vouch.look.${shop.address}`,
    schema: themeDraftSchema,
    start: useMemo(() => draftOf(loaded.profile), [loaded]),
  });
  const draft = kept.form;
  const signing = useSigning(props);
  const { busy, error, said, attempt } = useAttempt();
  const publish = async (): Promise<void> => {
    await attempt(async () => {
      said.value = words.t('look.publishing');
      const { theme: _before, ...rest } = loaded.profile;
      const theme = themeOf(draft.value);
      const profile = unwrap(validate(profileSchema, theme === undefined ? rest : { ...rest, theme }, 'profile'));
      await publishEdits({
        chain,
        connection,
        shop: addressSchema.parse(shop.address),
        signing: signing.value,
        current: await loadCatalogue(shop.address),
        edits: noEdits,
        listings: [],
        profile: encodeDocument(profile),
      });
      said.value = words.t('look.published');
      kept.publish();
      onDone();
    });
  };
  return (
    <form
      class="look"
      onSubmit={(event) => {
        event.preventDefault();
        void publish();
      }}
    >
      <div class="look-fields">
        {kept.begun.value && <BegunNote words={props.words} onDiscard={kept.discard} />}
        <ColourFields words={words} draft={draft} />
        <HeaderField words={words} draft={draft} />
        <SectionOrder words={words} draft={draft} />
        <Featured words={words} draft={draft} titles={loaded.titles} />
      </div>
      <div class="look-side">
        <ThemePreview words={words} shop={shop} draft={draft.value} />
        <p class="actions">
          <button type="submit" class="button" disabled={busy.value || !isReadable(draft.value)}>
            {words.t('look.publish')}
          </button>
          <a class="button button-quiet" href={`/shop/${shop.address}`}>
            {props.words.t('desk.see_shop')}
          </a>
        </p>
        <SigningNote words={props.words} signing={signing.value} />
        <p role="status">{said.value}</p>
        {error.value !== null && <ErrorNote view={words} error={error.value} />}
      </div>
    </form>
  );
};

/** Colours, picture and order of the shop's page, with a preview. */
export const Look = (props: LookProps) => {
  const { lookWords: words, shop } = props;
  const loaded = useSignal<Loaded | 'none' | null>(null);
  const { error, attempt } = useAttempt();
  const load = (): Promise<void> =>
    attempt(async () => {
      const [catalogue, goods] = await Promise.all([loadCatalogue(shop.address), loadGoods(shop.address)]);
      const titles = titlesOf(goods);
      loaded.value = catalogue === null ? 'none' : { catalogue, titles, profile: await loadProfile(shop, catalogue) };
    });
  useEffect(() => void load(), [shop.address]);
  return (
    <section class="desk-section desk-ready" aria-label={words.t('look.preview')} aria-busy={loaded.value === null}>
      {loaded.value === null && error.value === null && <p class="skeleton">{words.t('loading')}</p>}
      {loaded.value === 'none' && <p class="quiet">{words.t('look.none_listed')}</p>}
      {error.value !== null && (
        <ErrorNote view={words} error={error.value} retry={{ word: words.t('retry'), onRetry: () => void load() }} />
      )}
      {loaded.value !== null && loaded.value !== 'none' && <Form {...props} loaded={loaded.value} />}
    </section>
  );
};
