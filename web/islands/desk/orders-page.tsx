import { loadDictionary } from '../words.ts';
import type { DeskPageModule } from './desk-props.ts';
import { OrdersDesk } from './orders/orders-desk.tsx';

/** Orders by what they ask of the shop. */
export const load: DeskPageModule['load'] = async (view) => {
  const boardWords = await loadDictionary('board', view);
  return (props) => <OrdersDesk {...props} boardWords={boardWords} />;
};
