import { Alliances } from './alliances.tsx';
import { Coupons } from './coupons.tsx';
import type { DeskPage, DeskPageModule } from './desk-props.ts';
import { GroupPrices } from './group-prices.tsx';
import { OwnerOnly } from './owner-only.tsx';
import { Points } from './points.tsx';

const Offers: DeskPage = (props) => (
  <div class="desk">
    <GroupPrices words={props.words} />
    <Coupons {...props} />
    {props.role === 'owner' ? (
      <>
        <Points {...props} programs={props.shop.programs} />
        <Alliances {...props} />
      </>
    ) : (
      <OwnerOnly words={props.words} />
    )}
  </div>
);

/** Coupons, points and alliances. */
export const load: DeskPageModule['load'] = () => Offers;
