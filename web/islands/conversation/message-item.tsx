import type { OrderDetail } from '../../../protocol/api/order.ts';
import type { CheckedMessage } from '../../../protocol/checked-message.ts';
import { Face } from '../../components/face.tsx';
import { Icon } from '../../components/icon.tsx';
import { Moment } from '../../components/time.tsx';
import { ErrorNote } from '../wallet/error-note.tsx';
import type { IslandWords } from '../words.ts';
import { type OpenPhoto, SealedPhoto } from './sealed-photo.tsx';

type Words = IslandWords<'conversation'>;

interface MessageItemProps {
  words: Words;
  order: Pick<OrderDetail, 'buyer' | 'shop'>;
  message: CheckedMessage;
  /** Side of the reader; null for one who is neither. */
  own: 'buyer' | 'seller' | null;
  openPhoto: OpenPhoto;
}

const Content = ({ words, message, who, openPhoto }: Omit<MessageItemProps, 'order' | 'own'> & { who: string }) => {
  const { content, signed } = message;
  if (content.kind === 'open') {
    const { text, attachments } = content.body;
    return (
      <>
        {text !== '' && <p class="talk-text">{text}</p>}
        {attachments.length > 0 && (
          <div class="talk-photos">
            {attachments.map((attachment, index) => (
              <SealedPhoto
                key={attachment.digest}
                words={words}
                attachment={attachment}
                index={index + 1}
                who={who}
                open={openPhoto}
              />
            ))}
          </div>
        )}
      </>
    );
  }
  if (content.kind === 'wrong') {
    return (
      <>
        <p class="tone-bad">{words.t(signed === null ? 'talk.wrong_signature' : 'talk.wrong')}</p>
        <ErrorNote view={words} error={content.error} quiet />
      </>
    );
  }
  const photos = signed?.message.attachments.length ?? 0;
  return (
    <p class="talk-sealed">
      <Icon name="lock" size={16} /> {words.t(content.kind === 'sealed' ? 'talk.sealed' : 'talk.awaited')}
      {photos > 0 && ` · ${words.count('talk.photos', photos)}`}
    </p>
  );
};

/** One message: who signed it, when, and what it says or why that cannot be shown. */
export const MessageItem = ({ words, order, message, own, openPhoto }: MessageItemProps) => {
  const { by, sentAt, signed, content } = message;
  // Nobody is named whose signature it does not bear.
  const mine = signed !== null && by === own;
  const who = words.t(mine ? 'talk.you' : `talk.${by}`);
  return (
    <li class={`talk-message talk-by-${by}${mine ? ' talk-own' : ''}${content.kind === 'wrong' ? ' talk-wrong' : ''}`}>
      <p class="talk-head small">
        {signed === null ? (
          <strong>{words.t('talk.nobody')}</strong>
        ) : (
          <>
            <Face address={by === 'buyer' ? order.buyer : order.shop} size={20} />
            <strong>{who}</strong>
          </>
        )}
        <span class="quiet">
          <Moment view={words} at={sentAt} />
        </span>
      </p>
      <Content words={words} message={message} who={who} openPhoto={openPhoto} />
    </li>
  );
};
