import { orders } from './orders.ts';
import { personas } from './people.ts';
import { reviews } from './reviews.ts';
import type { DemoMarket } from './shop-content.ts';
import { ardenLeather } from './shops/arden-leather/small-goods.ts';
import { kilnAndCloud } from './shops/kiln-and-cloud/studio.ts';
import { mistRidge } from './shops/mist-ridge/sets.ts';
import { northlightDesk } from './shops/northlight-desk/desk.ts';
import { paperTide } from './shops/paper-tide/digital.ts';
import { slowWheel } from './shops/slow-wheel/workshop.ts';

/** Everything that the demo market starts with. */
export const market: DemoMarket = {
  shops: [kilnAndCloud, mistRidge, ardenLeather, northlightDesk, paperTide, slowWheel],
  personas,
  orders,
  reviews,
};
