import { backup, restore } from './backup.ts';
import type { Command } from './command.ts';
import { hostAnnounce } from './host-announce.ts';
import { hostRetire } from './host-retire.ts';
import { indexRebuild } from './index-rebuild.ts';
import { orderDetails } from './order-details.ts';
import { orderMessages } from './order-messages.ts';
import { orderReply } from './order-reply.ts';
import { personCommands } from './person-commands.ts';
import { policyCommands } from './policy-commands.ts';
import { shopExport } from './shop-export.ts';
import { shopImport } from './shop-import.ts';
import { shopOpen } from './shop-open.ts';
import { shopReplicas } from './shop-replicas.ts';
import { shopSite } from './shop-site.ts';

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  shopOpen,
  shopImport,
  shopExport,
  shopSite,
  shopReplicas,
  orderDetails,
  orderMessages,
  orderReply,
  ...personCommands,
  hostAnnounce,
  hostRetire,
  ...policyCommands,
  indexRebuild,
  backup,
  restore,
];
