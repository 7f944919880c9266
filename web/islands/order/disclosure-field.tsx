import { type Signal, useSignal } from '@preact/signals';
import type { OrderDetail } from '../../../protocol/api/order.ts';
import type { CheckedMessage } from '../../../protocol/checked-message.ts';
import { limits } from '../../../protocol/limits.ts';
import { bytes32Schema, type Hex } from '../../../protocol/primitives.ts';
import { Banner } from '../../components/notice.tsx';
import type { KeyHolder } from '../keys/key-holder.ts';
import { useAttempt } from '../use-attempt.ts';
import { ErrorNote } from '../wallet/error-note.tsx';
import type { IslandWords } from '../words.ts';
import { labelOf } from './delivery-address.tsx';
import type { Disclosable } from './disclose.ts';

interface DisclosureFieldProps {
  words: IslandWords<'order'>;
  holder: KeyHolder;
  role: 'buyer' | 'seller';
  order: OrderDetail;
  /** Digests of what is to be shown. */
  chosen: Signal<readonly Hex[]>;
}

interface TickProps {
  words: IslandWords<'order'>;
  chosen: Signal<readonly Hex[]>;
  digests: readonly Hex[];
  title: string;
  text?: string;
}

const Tick = ({ words, chosen, digests, title, text }: TickProps) => {
  const on = digests.every((digest) => chosen.value.includes(digest));
  const others = chosen.value.filter((digest) => !digests.includes(digest));
  const full = others.length + digests.length > limits.disclosures;
  return (
    <label class="disclose-row">
      <input
        type="checkbox"
        checked={on}
        disabled={!on && full}
        onChange={() => {
          chosen.value = on ? others : [...others, ...digests];
        }}
      />
      <span>
        <strong>{title}</strong>
        {text !== undefined && <span class="disclose-text">{text}</span>}
        {!on && full && <span class="small quiet">{words.t('disclose.most', { most: limits.disclosures })}</span>}
      </span>
    </label>
  );
};

const MessageTicks = ({
  words,
  chosen,
  message,
}: Pick<DisclosureFieldProps, 'words' | 'chosen'> & { message: CheckedMessage }) => {
  const { signed, content, by, sentAt } = message;
  if (signed === null || content.kind !== 'open') return null;
  const { body, attachments } = signed.message;
  const title = words.t(`disclose.by_${by}`, { date: words.dateTime(sentAt) });
  return (
    <>
      <Tick words={words} chosen={chosen} digests={[body]} title={title} text={content.body.text} />
      {attachments.length > 0 && chosen.value.includes(body) && (
        <Tick
          words={words}
          chosen={chosen}
          digests={attachments}
          title={words.count('disclose.photos', attachments.length)}
        />
      )}
    </>
  );
};

/** Chooses what was written about the order to be opened to the court, and says that it is public from then on. */
export const DisclosureField = ({ words, holder, role, order, chosen }: DisclosureFieldProps) => {
  const found = useSignal<Disclosable | null>(null);
  const { busy, error, attempt } = useAttempt();
  const read = (): Promise<void> =>
    attempt(async () => {
      const { readDisclosable } = await import('./disclose.ts');
      found.value = await readDisclosable(holder, role, order);
    });
  const shown = found.value;
  return (
    <fieldset class="disclose">
      <legend>{words.t('disclose.title')}</legend>
      <p class="small quiet">{words.t('disclose.text')}</p>
      {shown === null ? (
        <p>
          <button type="button" class="button button-quiet" disabled={busy.value} onClick={() => void read()}>
            {words.t('disclose.read')}
          </button>
        </p>
      ) : (
        <>
          <Banner tone="warn">
            <p>
              <strong>{words.t('disclose.public')}</strong> {words.t('disclose.public_text')}
            </p>
          </Banner>
          {shown.details === null && shown.messages.length === 0 && <p>{words.t('disclose.none')}</p>}
          {shown.details !== null && (
            <Tick
              words={words}
              chosen={chosen}
              digests={[bytes32Schema.parse(order.terms.details)]}
              title={words.t('disclose.details')}
              text={labelOf(shown.details, words.country).join(', ')}
            />
          )}
          {shown.messages.map((message) => (
            <MessageTicks key={message.id} words={words} chosen={chosen} message={message} />
          ))}
          <p role="status" class="small">
            {chosen.value.length > 0 && words.count('disclose.chosen', chosen.value.length)}
          </p>
        </>
      )}
      {error.value !== null && <ErrorNote view={words} error={error.value} />}
    </fieldset>
  );
};
