import { useSignal } from '@preact/signals';
import { OrderRows } from '../orders/order-rows.tsx';
import type { IslandWords } from '../words.ts';

const lists = ['paid', 'pooling', 'disputed', 'escalated'] as const;

interface BoardProps {
  words: IslandWords<'desk'>;
  orderWords: IslandWords<'order'>;
  shop: string;
}

/** The shop's open orders by what they ask of it. */
export const OrdersBoard = ({ words, orderWords, shop }: BoardProps) => {
  const chosen = useSignal<(typeof lists)[number]>('paid');
  return (
    <section class="desk-section" aria-labelledby="board">
      <h2 id="board">{words.t('board.title')}</h2>
      <fieldset class="chips list-choice">
        <legend class="visually-hidden">{words.t('board.title')}</legend>
        {lists.map((list) => (
          <button
            key={list}
            type="button"
            class="chip"
            aria-pressed={list === chosen.value}
            onClick={() => {
              chosen.value = list;
            }}
          >
            {words.t(`board.${list}`)}
          </button>
        ))}
      </fieldset>
      {chosen.value === 'pooling' && <p class="small quiet">{words.t('board.pooling_text')}</p>}
      <OrderRows
        key={chosen.value}
        words={orderWords}
        side="seller"
        query={`shop=${shop}&state=${chosen.value}`}
        none={words.t(`board.none_${chosen.value}`)}
      />
      <p>
        <a href="/pickup">{words.t('board.counter')}</a>
      </p>
    </section>
  );
};
