import { unwrap, VouchError } from '../../protocol/errors.ts';
import { decryptDetails } from '../../protocol/mailbox.ts';
import { bytes32Schema } from '../../protocol/primitives.ts';
import type { CommandInput } from './command.ts';
import { orderParty, readSealed } from './order-party.ts';

/** Opens the order's details with the keys of buyer or shop. */
export async function run(input: CommandInput): Promise<number> {
  const { client, order, open } = await orderParty(input);
  if (!order.detailsHeld) {
    throw new VouchError({
      code: 'block.not_found',
      message: 'The node does not hold the details of this order.',
      hint: 'Ask another node, or ask the buyer to send them again. They are deleted 30 days after the order is final.',
      retryable: true,
    });
  }
  const bytes = await readSealed(client, bytes32Schema.parse(order.terms.details));
  const details = unwrap(await open((identity) => decryptDetails(bytes, identity)));
  input.console.out(`${JSON.stringify(details, null, 2)}\n`);
  return 0;
}
