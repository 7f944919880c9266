import type { DeskPage, DeskPageModule } from './desk-props.ts';
import { Replicas, ShopKey } from './keeping.tsx';
import { OwnerOnly } from './owner-only.tsx';

const Settings: DeskPage = (props) => (
  <div class="desk">
    {props.role === 'owner' ? <ShopKey {...props} /> : <OwnerOnly words={props.words} />}
    <Replicas words={props.words} shop={props.shop} />
  </div>
);

/** Keys of the shop, and the nodes that keep it. */
export const load: DeskPageModule['load'] = () => Settings;
