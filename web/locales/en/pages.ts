import { cards } from './cards.ts';
import { common } from './common.ts';
import { court } from './court.ts';
import { design } from './design.ts';
import { deskPages } from './desk-pages.ts';
import { disputes } from './disputes.ts';
import { frame } from './frame.ts';
import { groups } from './groups.ts';
import { health } from './health.ts';
import { host } from './host.ts';
import { listing } from './listing.ts';
import { market } from './market.ts';
import { network } from './network.ts';
import { offline } from './offline.ts';
import { peers } from './peers.ts';
import { people } from './people.ts';
import { purchase } from './purchase.ts';
import { search } from './search.ts';
import { site } from './site.ts';
import { trust } from './trust.ts';

/** Every word of the rendered pages. */
export const pages = {
  ...common,
  ...frame,
  ...market,
  ...listing,
  ...groups,
  ...purchase,
  ...search,
  ...trust,
  ...disputes,
  ...deskPages,
  ...court,
  ...network,
  ...health,
  ...host,
  ...peers,
  ...people,
  ...cards,
  ...offline,
  ...site,
  ...design,
};
