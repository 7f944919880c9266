import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { createClient, custom } from 'viem';
import { z } from 'zod';
import { disclosureSchema } from '../../../protocol/disclosure.ts';
import type { VouchError } from '../../../protocol/errors.ts';
import { Face } from '../../components/face.tsx';
import { Icon } from '../../components/icon.tsx';
import { Moment } from '../../components/time.tsx';
import { Waiting } from '../../components/waiting.tsx';
import { localChain } from '../../wallet/client.ts';
import { createNodeRpc } from '../../wallet/node-rpc.ts';
import { orderThread } from '../conversation/order-thread.ts';
import type { MountParameters } from '../mount.ts';
import { labelOf } from '../order/delivery-address.tsx';
import { renderIsland } from '../preact-island.ts';
import type { IslandProps } from '../props.ts';
import { readRawBlock } from '../read-block.ts';
import { asVouchError, ErrorNote } from '../wallet/error-note.tsx';
import { type IslandWords, loadDictionary } from '../words.ts';
import { inOrderOfTime, openDisclosures, type Shown } from './open-disclosures.ts';

type Props = IslandProps['disclosed'] & { words: IslandWords<'conversation'> };

const read = async ({ chain, order, disclosed, inTime }: Props): Promise<Shown[]> => {
  // Nobody needs a wallet to look: the chain is asked through the node, about accounts with code only.
  const request = createNodeRpc(fetch.bind(window));
  const client = createClient({ chain: localChain(chain.chainId), transport: custom({ request }, { retryCount: 0 }) });
  const thread = orderThread(order, { client, chain });
  await thread.refresh();
  thread.stop();
  const failure = thread.error.value;
  if (failure !== null) throw failure;
  const shown = await openDisclosures(z.array(disclosureSchema).parse(disclosed), {
    details: order.details,
    messages: thread.messages.value ?? [],
    readBlock: readRawBlock,
  });
  return inTime ? inOrderOfTime(shown) : shown;
};

const Photo = ({ words, photo }: { words: Props['words']; photo: Extract<Shown, { kind: 'photo' }> }) => {
  // Safety: the bytes are this page's own, of no shared memory.
  const bytes = photo.bytes as Uint8Array<ArrayBuffer>;
  const address = useMemo(() => URL.createObjectURL(new Blob([bytes], { type: photo.type })), [bytes, photo.type]);
  useEffect(() => () => URL.revokeObjectURL(address), [address]);
  return (
    <div class="talk-photos">
      <a href={address} target="_blank" rel="noopener" aria-label={words.t('shown.photo_open')}>
        <img src={address} width={photo.width} height={photo.height} alt={words.t('shown.photo')} />
      </a>
    </div>
  );
};

const Piece = ({ words, order, piece }: { words: Props['words']; order: Props['order']; piece: Shown }) => {
  if (piece.kind === 'wrong') {
    return (
      <li class="shown-piece talk-wrong">
        <p class="tone-bad">{words.t('shown.wrong')}</p>
        <ErrorNote view={words} error={piece.error} quiet />
      </li>
    );
  }
  const by = piece.kind === 'details' ? 'buyer' : piece.message.by;
  return (
    <li class="shown-piece">
      <p class="talk-head small">
        <Face address={by === 'buyer' ? order.buyer : order.shop} size={20} />
        <strong>{words.t(`talk.${by}`)}</strong>
        {piece.kind !== 'details' && (
          <span class="quiet">
            <Moment view={words} at={piece.message.sentAt} />
          </span>
        )}
        <span class="shown-proof">
          <Icon name="seal" size={16} />{' '}
          {words.t(piece.kind === 'details' ? 'shown.proof_details' : 'shown.proof_message')}
        </span>
      </p>
      {piece.kind === 'details' && (
        <>
          <address>
            {labelOf(piece.details, words.country).map((line) => (
              <p key={line}>{line}</p>
            ))}
          </address>
          {piece.details.notes !== undefined && <p class="talk-text">{piece.details.notes}</p>}
        </>
      )}
      {piece.kind === 'message' && piece.body.text !== '' && <p class="talk-text">{piece.body.text}</p>}
      {piece.kind === 'photo' && <Photo words={words} photo={piece} />}
    </li>
  );
};

const Disclosed = (props: Props) => {
  const { words, order } = props;
  const pieces = useSignal<readonly Shown[] | null>(null);
  const error = useSignal<VouchError | null>(null);
  const load = async (): Promise<void> => {
    error.value = null;
    try {
      pieces.value = await read(props);
    } catch (cause) {
      error.value = asVouchError(cause);
    }
  };
  useEffect(() => void load(), []);
  return (
    <div class="shown" aria-busy={pieces.value === null && error.value === null}>
      <p class="small">
        <Icon name="eye" size={16} /> {words.t('shown.title')}
      </p>
      {pieces.value === null && error.value === null && <Waiting text={words.t('shown.reading')} />}
      {pieces.value !== null && (
        <ul class="plain shown-pieces">
          {pieces.value.map((piece) => (
            <Piece key={piece.digest} words={words} order={order} piece={piece} />
          ))}
        </ul>
      )}
      {error.value !== null && (
        <ErrorNote view={words} error={error.value} retry={{ word: words.t('retry'), onRetry: () => void load() }} />
      )}
    </div>
  );
};

/** What a party opened to the court: each piece checked in this page. */
export const mount = async ({ element, props, view }: MountParameters<'disclosed'>): Promise<void> => {
  const words = await loadDictionary('conversation', view);
  renderIsland(element, <Disclosed words={words} {...props} />);
};
