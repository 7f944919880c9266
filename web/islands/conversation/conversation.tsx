import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { OrderDetail } from '../../../protocol/api/order.ts';
import type { Picture } from '../../../protocol/attachment.ts';
import { decryptAttachment } from '../../../protocol/attachment.ts';
import type { VouchError } from '../../../protocol/errors.ts';
import { addressSchema, type Hex } from '../../../protocol/primitives.ts';
import { Icon } from '../../components/icon.tsx';
import { Banner } from '../../components/notice.tsx';
import type { Connection } from '../../wallet/session.ts';
import { createDeviceKeys } from '../keys/device-key.ts';
import { hasKeys, type KeyHolder, ownKeys, walletOf } from '../keys/key-holder.ts';
import { createNumberMemory, currentShopKeys } from '../keys/shop-keys.ts';
import type { PageParts } from '../mount.ts';
import { openAsParty } from '../order/read-details.ts';
import type { ChainProps } from '../props.ts';
import { asVouchError, ErrorNote } from '../wallet/error-note.tsx';
import type { IslandWords } from '../words.ts';
import { Composer } from './composer.tsx';
import { DeviceKeyNote } from './device-key-note.tsx';
import { MessageItem } from './message-item.tsx';
import { type OrderThread, orderThread } from './order-thread.ts';
import { createReadMarks } from './read-marks.ts';
import { replyKey } from './reply-key.ts';
import type { OpenPhoto } from './sealed-photo.tsx';
import { type SendStep, sendMessage } from './send-message.ts';

interface ConversationProps {
  words: IslandWords<'conversation'>;
  page: PageParts;
  chain: ChainProps;
  order: OrderDetail;
  connection: Connection;
}

const unixNow = (): number => Math.floor(Date.now() / 1_000);

const keysOf = (holder: KeyHolder, role: 'buyer' | 'seller') =>
  role === 'buyer' ? ownKeys(holder, 'buyer') : currentShopKeys(holder, createNumberMemory(localStorage));

const useThread = ({ chain, order, connection }: ConversationProps): OrderThread => {
  const thread = useMemo(
    () => orderThread(order, { client: walletOf({ chain, connection }), chain }),
    [chain, order, connection],
  );
  useEffect(() => {
    thread.start();
    const look = (): void => {
      if (!document.hidden) void thread.refresh();
    };
    document.addEventListener('visibilitychange', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      thread.stop();
    };
  }, [thread]);
  return thread;
};

const Log = ({
  words,
  order,
  thread,
  side,
  openPhoto,
}: Pick<ConversationProps, 'words' | 'order'> & {
  thread: OrderThread;
  /** Of the reader; null for one who is neither. */
  side: 'buyer' | 'seller' | null;
  openPhoto: OpenPhoto;
}) => {
  const messages = thread.messages.value;
  const error = thread.error.value;
  const readAt = thread.readAt.value;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The newest message is in view, unless its reader is in the past.
    const { current } = box;
    if (current !== null && !current.matches(':hover, :focus-within')) current.scrollTop = current.scrollHeight;
  }, [messages]);
  return (
    <>
      {messages === null && error === null && <p class="skeleton talk-loading">{words.t('talk.loading')}</p>}
      {messages?.length === 0 && (
        <div class="talk-none">
          <Icon name="pen" size={28} />
          <p>
            <strong>{words.t('talk.none')}</strong>
          </p>
          {side !== null && <p class="quiet">{words.t('talk.none_text')}</p>}
        </div>
      )}
      {/* What is added here is read out, oldest first. */}
      <div
        ref={box}
        class="talk-log"
        role="log"
        aria-label={words.t('talk.log')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        hidden={!messages?.length}
      >
        <ol class="plain">
          {messages?.map((message) => (
            <MessageItem
              key={message.id}
              words={words}
              order={order}
              message={message}
              own={side}
              openPhoto={openPhoto}
            />
          ))}
        </ol>
      </div>
      {messages !== null && messages.length > 0 && (
        <p class="small quiet">
          <Icon name="seal" size={16} /> {words.t('talk.checked')}
        </p>
      )}
      {error !== null && (
        <>
          {readAt !== null && (
            <Banner tone="warn">
              <p>{words.t('talk.stale', { when: words.dateTime(readAt) })}</p>
            </Banner>
          )}
          <ErrorNote
            view={words}
            error={error}
            retry={{ word: words.t('retry'), onRetry: () => void thread.refresh() }}
          />
        </>
      )}
    </>
  );
};

/** The conversation of a party: sealed until its wallet made the key, then open. */
const PartyTalk = (props: ConversationProps & { role: 'buyer' | 'seller'; thread: OrderThread }) => {
  const { words, page, chain, order, connection, role, thread } = props;
  const holder = useMemo<KeyHolder>(() => ({ page, chain, connection }), [page, chain, connection]);
  const state = useSignal<'closed' | 'opening' | 'open'>('closed');
  const error = useSignal<VouchError | null>(null);
  const other = useSignal<Hex | null>(null);

  const open = async (): Promise<void> => {
    state.value = 'opening';
    error.value = null;
    try {
      await keysOf(holder, role);
      await thread.openWith((unseal) => openAsParty(holder, role, unseal));
      other.value = await replyKey(holder, { role, order, messages: thread.messages.value ?? [] });
      state.value = 'open';
    } catch (cause) {
      error.value = asVouchError(cause);
      state.value = 'closed';
    }
  };
  useEffect(() => {
    if (hasKeys(holder, role)) void open();
  }, [holder, role]);

  const theirs = thread.messages.value?.findLast(({ by, content }) => by !== role && content.kind === 'open');
  useEffect(() => {
    if (theirs !== undefined) createReadMarks(localStorage).mark(order.id, theirs.sentAt);
  }, [theirs, order.id]);

  const openPhoto: OpenPhoto = async (attachment) => {
    const bytes = await thread.readBlock(attachment.digest);
    return openAsParty(holder, role, (identity) => decryptAttachment(bytes, attachment, identity));
  };
  const send = async (text: string, pictures: readonly Picture[], onStep: (step: SendStep) => void): Promise<void> => {
    const messages = thread.messages.value ?? [];
    const otherKey = await replyKey(holder, { role, order, messages });
    if (otherKey === null) throw new RangeError('the composer is shown only where there is a key');
    const account = addressSchema.parse(connection.account);
    const known = messages.flatMap(({ signed }) =>
      signed?.message.sender === account && signed.key !== null ? [signed.key] : [],
    );
    const keys = await keysOf(holder, role);
    await sendMessage({
      holder,
      keys,
      order: order.id,
      otherKey,
      text,
      pictures,
      known,
      seen: messages.filter(({ signed }) => signed !== null),
      now: unixNow(),
      onStep,
      onBlock: thread.keepBlock,
    });
    await thread.refresh();
  };
  // Once the keys were asked for, an account that cannot make them again has one of this browser.
  const isOfDevice =
    (state.value === 'open' || error.value !== null) &&
    createDeviceKeys(localStorage).find(addressSchema.parse(connection.account)) !== undefined;
  const wrote = thread.messages.value?.some(({ by, content }) => by === 'buyer' && content.kind === 'open') ?? false;
  return (
    <>
      <Log words={words} order={order} thread={thread} side={role} openPhoto={openPhoto} />
      {state.value !== 'open' && (
        <div class="talk-open">
          <p class="small quiet">{words.t('talk.open_text')}</p>
          <p>
            <button type="button" class="button" disabled={state.value === 'opening'} onClick={() => void open()}>
              <Icon name="lock" size={18} /> {words.t('talk.open')}
            </button>
          </p>
          {state.value === 'opening' && <p role="status">{words.t('talk.opening')}</p>}
          {error.value !== null && <ErrorNote view={words} error={error.value} />}
        </div>
      )}
      {state.value === 'open' && other.value === null && !wrote && (
        <Banner tone="warn">
          <p>{words.t('talk.no_key')}</p>
        </Banner>
      )}
      {state.value === 'open' && (other.value !== null || wrote) && (
        <Composer
          words={words}
          order={order.id}
          account={connection.account}
          to={role === 'buyer' ? 'seller' : 'buyer'}
          send={send}
        />
      )}
      {isOfDevice && <DeviceKeyNote words={words} account={connection.account} onTaken={() => location.reload()} />}
    </>
  );
};

const notOpened: OpenPhoto = () => Promise.reject(new RangeError('an outsider has no key'));

/** What buyer and seller write to each other about an order; everybody else sees that they did. */
export const Conversation = (props: ConversationProps) => {
  const { words, order, connection } = props;
  const thread = useThread(props);
  const { account } = connection;
  const role = account === order.buyer ? 'buyer' : account === order.shop ? 'seller' : null;
  if (role !== null) return <PartyTalk {...props} role={role} thread={thread} />;
  return (
    <>
      <p class="quiet">{words.t('talk.outsider')}</p>
      <Log words={words} order={order} thread={thread} side={null} openPhoto={notOpened} />
    </>
  );
};
