import { DeliverySettings } from './delivery-settings.tsx';
import type { DeskPage, DeskPageModule } from './desk-props.ts';
import { Replicas, ShopKey } from './keeping.tsx';
import { OwnerOnly } from './owner-only.tsx';
import { ProfileForm } from './profile-form.tsx';
import { PublisherKey } from './publisher-key.tsx';
import { Staff } from './staff.tsx';

const Settings: DeskPage = (props) => (
  <div class="desk">
    <ProfileForm {...props} />
    <DeliverySettings {...props} />
    <PublisherKey {...props} heading />
    <Staff {...props} />
    {props.role === 'owner' ? <ShopKey {...props} /> : <OwnerOnly words={props.words} />}
    <Replicas words={props.words} shop={props.shop} />
  </div>
);

/** Profile, delivery, keys and staff of the shop, and the nodes that keep it. */
export const load: DeskPageModule['load'] = () => Settings;
