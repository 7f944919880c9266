import { OrderRows } from '../orders/order-rows.tsx';
import { type IslandWords, loadDictionary } from '../words.ts';
import { Deposit } from './deposit.tsx';
import type { DeskPageModule, DeskProps } from './desk-props.ts';
import { ToDo } from './to-do.tsx';

const Overview = ({ orderWords, ...props }: DeskProps & { orderWords: IslandWords<'order'> }) => {
  const { words, shop, role } = props;
  return (
    <div class="desk">
      <ToDo words={words} shop={shop} />
      <Deposit {...props} deposits={shop.deposits} owner={role === 'owner'} />
      <section class="desk-section" aria-labelledby="latest">
        <h2 id="latest">{words.t('todo.latest')}</h2>
        <OrderRows words={orderWords} side="seller" query={`shop=${shop.address}`} none={words.t('todo.no_orders')} />
      </section>
    </div>
  );
};

/** What waits, the deposit against what it covers, and the latest orders. */
export const load: DeskPageModule['load'] = async (view) => {
  const orderWords = await loadDictionary('order', view);
  return (props) => <Overview {...props} orderWords={orderWords} />;
};
