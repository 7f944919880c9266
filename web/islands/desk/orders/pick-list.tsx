import type { OrderSummary } from '../../../../protocol/api/order.ts';
import { Picture } from '../../../components/picture.tsx';
import type { IslandWords } from '../../words.ts';
import { pickLines } from './board.ts';
import { PrintView } from './print-view.tsx';

interface PickListProps {
  words: IslandWords<'board'>;
  orders: readonly OrderSummary[];
  onBack: () => void;
}

/** What to take from the shelves for the chosen orders, to print. */
export const PickList = ({ words, orders, onBack }: PickListProps) => {
  const lines = pickLines(orders);
  const pieces = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  return (
    <PrintView
      words={words}
      title={words.t('pick.title')}
      text={words.t('pick.text', {
        pieces: words.count('pick.pieces', pieces),
        orders: words.count('board.shown', orders.length),
      })}
      ready
      onBack={onBack}
    >
      <ul class="pick-list">
        {lines.map(({ key, order, quantity, orders: count }) => (
          <li key={key}>
            <span class="pick-box" aria-hidden="true" />
            <strong class="pick-count number">{words.number(quantity)}</strong>
            <Picture view={words} image={order.image} alt="" sizes="4.5rem" eager class="pick-picture" />
            <span class="pick-words">
              <strong lang={words.languageOf(order.titles)}>{words.text(order.titles)}</strong>
              <span>{words.text(order.variants)}</span>
              <span class="small quiet">{words.t('pick.from', { orders: words.count('board.shown', count) })}</span>
            </span>
          </li>
        ))}
      </ul>
    </PrintView>
  );
};
