import type { Address } from '../../protocol/primitives.ts';
import type { HandlerContext } from './context.ts';
import type { Handlers } from './events.ts';

/** Multiaddrs and URLs are printable ASCII; whatever else somebody wrote is no endpoint. */
const PRINTABLE = /^[\x21-\x7e]{1,255}$/;

/** The register of operators. */
export const hostsHandlers: Handlers<'hosts', HandlerContext> = {
  HostAnnounced: ({ operator, payout, peerId, endpoints }, place, { rows }) =>
    rows.upsert(
      'hosts',
      { operator: operator as Address },
      {
        set: {
          payout: payout as Address,
          peer_id: peerId,
          endpoints: endpoints.filter((endpoint) => PRINTABLE.test(endpoint)),
          announced_at: place.time,
          announced_block: place.block,
          announced_log: place.log,
          retired: false,
        },
      },
    ),
  HostRetired: ({ operator }, _place, { rows }) =>
    rows.update('hosts', { operator: operator as Address }, { set: { retired: true } }),
};
