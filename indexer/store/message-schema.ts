import type { Address, Hex } from '../../protocol/primitives.ts';

/** Messages about orders. */
export interface MessageTables {
  messages: { id: Hex; order_id: Hex; sender: Address; sent_at: number; envelope: Buffer; received_at: number };
  message_blocks: { message_id: Hex; position: number; digest: Hex };
  held_sealed: { digest: Hex };
}
