import { base58btc } from 'multiformats/bases/base58';
import { bytesToHex } from 'viem/utils';
import { unwrap } from '../../protocol/errors.ts';
import { hostAnnouncementSchema } from '../../protocol/host.ts';
import { limits } from '../../protocol/limits.ts';
import { validate } from '../../protocol/validate.ts';
import type { CommandInput } from './command.ts';
import { hostRegister } from './host-register.ts';
import { accountOption, text } from './options.ts';

/** Announces the node that the command asks, with the operator's key. */
export async function run({ values, console, env }: CommandInput): Promise<number> {
  const { status, me, hosts } = await hostRegister(values, env);
  const endpoints = text(values, 'endpoints')
    ?.split(',')
    .map((part) => part.trim());
  const announcement = unwrap(
    validate(
      hostAnnouncementSchema,
      {
        peerId: bytesToHex(base58btc.baseDecode(status.peerId)),
        endpoints: endpoints?.filter((part) => part !== '') ?? status.addresses.slice(0, limits.hostEndpoints),
        payout: accountOption(values, 'payout') ?? status.host ?? me.address,
      },
      'host',
    ),
  );
  const { peerId, payout } = announcement;
  await me.send({ ...hosts, functionName: 'announce', args: [peerId, announcement.endpoints, payout] });
  console.err(
    `Announced ${status.peerId} with ${announcement.endpoints.length} endpoints; its share goes to ${payout}.\n`,
  );
  if (status.host !== payout) console.err(`Start the node with HOST_PAYOUT=${payout}, or sales do not name it.\n`);
  console.out(`${me.address}\n`);
  return 0;
}
