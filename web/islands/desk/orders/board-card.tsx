import type { OrderSummary } from '../../../../protocol/api/order.ts';
import { Icon } from '../../../components/icon.tsx';
import { Picture } from '../../../components/picture.tsx';
import { Deadline } from '../../../components/time.tsx';
import type { IslandWords } from '../../words.ts';
import { nextStep, type Proposals } from './next-step.ts';

interface BoardCardProps {
  words: IslandWords<'board'>;
  order: OrderSummary;
  proposals: Proposals | undefined;
  unread: boolean;
  /** Undefined where orders are not chosen. */
  chosen?: boolean;
  onChoose?: () => void;
}

/** An order on the board: what, how many, until when, and what to do. */
export const BoardCard = ({ words, order, proposals, unread, chosen, onChoose }: BoardCardProps) => {
  const title = words.text(order.titles);
  const late = order.deadline !== null && order.deadline < words.now;
  return (
    <li class={`board-card${late ? ' board-late' : ''}`}>
      {chosen !== undefined && (
        <label class="board-choice">
          <input type="checkbox" checked={chosen} onChange={onChoose} />
          <span class="visually-hidden">{words.t('board.choose', { title })}</span>
        </label>
      )}
      <Picture view={words} image={order.image} alt="" sizes="3.5rem" class="board-picture" />
      <div class="board-words">
        <a class="board-link" href={`/order/${order.id}`} lang={words.languageOf(order.titles)}>
          {title}
        </a>
        <span class="small quiet">
          {[words.t('board.pieces', { count: words.number(order.quantity) }), words.text(order.variants)]
            .filter((part) => part !== '')
            .join(' ')}
        </span>
        {unread && (
          <span class="unread small">
            <Icon name="pen" size={14} /> {words.t('board.unread')}
          </span>
        )}
        {order.deadline !== null && (
          <span class="small board-due">
            <Deadline view={words} at={order.deadline} />
          </span>
        )}
        <span class="small">{nextStep(words, order, proposals)}</span>
      </div>
      <strong class="board-money number small">{words.money(order.totalUnits, order.token)}</strong>
    </li>
  );
};
