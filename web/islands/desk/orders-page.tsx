import { loadDictionary } from '../words.ts';
import type { DeskPageModule } from './desk-props.ts';
import { OrdersBoard } from './orders-board.tsx';

/** Orders by what they ask of the shop. */
export const load: DeskPageModule['load'] = async (view) => {
  const orderWords = await loadDictionary('order', view);
  return ({ words, shop }) => <OrdersBoard words={words} orderWords={orderWords} shop={shop.address} />;
};
