import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { addressSchema } from '../../../protocol/primitives.ts';
import { Empty } from '../../components/notice.tsx';
import { deskPath, deskShopIn } from '../../desk-parts.ts';
import { useAttempt } from '../use-attempt.ts';
import { asVouchError, ErrorNote } from '../wallet/error-note.tsx';
import { BegunNote } from './begun-note.tsx';
import { noEdits } from './catalogue-edit.ts';
import type { CheckedDraft } from './check-draft.ts';
import type { DeskPage, DeskPageModule } from './desk-props.ts';
import { draftPlaceIn } from './draft-place.ts';
import { Editor } from './editor.tsx';
import { createKeptDrafts } from './kept-drafts.ts';
import { type LoadedCatalogue, loadCatalogue } from './node-blocks.ts';
import { type OpenDraft, openDraft } from './open-draft.ts';
import { publishEdits } from './publish.ts';
import { SigningNote } from './signing-note.tsx';
import { useSigning } from './use-signing.ts';

type Opened = { catalogue: LoadedCatalogue | null; open: OpenDraft | null };

const EditPage: DeskPage = (props) => {
  const { words, chain, connection, shop, onDone } = props;
  const place = useMemo(() => draftPlaceIn(location.search), []);
  const goods = deskPath('/desk/goods', deskShopIn(location.search));
  const kept = useMemo(() => createKeptDrafts(localStorage, shop.address), [shop.address]);
  const opened = useSignal<Opened | null>(null);
  const { busy, error, said, attempt } = useAttempt();
  const signing = useSigning(props);
  const load = async (): Promise<void> => {
    error.value = null;
    opened.value = null;
    try {
      const catalogue = await loadCatalogue(shop.address);
      const open = await openDraft({ chain, shop: shop.address, catalogue, place, kept, locale: words.locale });
      opened.value = { catalogue, open };
    } catch (cause) {
      error.value = asVouchError(cause);
    }
  };
  useEffect(() => void load(), []);
  const publish = async ({ block, entry }: Extract<CheckedDraft, { ok: true }>): Promise<void> => {
    await attempt(async () => {
      said.value = words.t(signing.value === 'node' ? 'signing.by_node' : 'desk.publishing');
      await publishEdits({
        chain,
        connection,
        shop: addressSchema.parse(shop.address),
        signing: signing.value,
        // As it is now: somebody else may have published meanwhile.
        current: await loadCatalogue(shop.address),
        edits: { ...noEdits, added: [entry] },
        listings: [block],
      });
      kept.forget(place);
      onDone();
      location.assign(goods);
    });
  };
  const current = opened.value;
  const token = chain.tokens.find(({ address }) => address === current?.open?.context.token.address);
  if (current === null)
    return error.value === null ? (
      <p class="skeleton">{words.t('loading')}</p>
    ) : (
      <ErrorNote view={words} error={error.value} retry={{ word: words.t('retry'), onRetry: () => void load() }} />
    );
  if (current.open === null || token === undefined)
    return (
      <Empty title={words.t('edit.none')} text={words.t('edit.none_text')}>
        <a class="button" href={goods}>
          {words.t('edit.back')}
        </a>
      </Empty>
    );
  const { open } = current;
  return (
    <>
      <p class="actions-row">
        <a href={goods}>← {words.t('edit.back')}</a>
        {place.kind === 'copy' && <span class="small quiet">{words.t('edit.copied')}</span>}
      </p>
      {open.begun && (
        <BegunNote
          words={words}
          onDiscard={() => {
            kept.forget(place);
            void load();
          }}
        />
      )}
      <SigningNote words={words} signing={signing.value} />
      <Editor
        key={String(open.begun)}
        words={words}
        token={token}
        context={open.context}
        start={open.draft}
        busy={busy.value}
        word={words.t(signing.value === 'node' ? 'edit.publish_by_node' : 'edit.publish')}
        onChange={(draft) => kept.keep(place, draft)}
        onTake={(checked) => void publish(checked)}
      />
      <p role="status">{said.value}</p>
      {error.value !== null && <ErrorNote view={words} error={error.value} />}
    </>
  );
};

/** Writes a new listing, or changes one. */
export const load: DeskPageModule['load'] = () => EditPage;
