import type { Address, Hex } from '../../protocol/primitives.ts';

/** Messages about orders. */
export interface MessageTables {
  messages: {
    id: Hex;
    order_id: Hex;
    shop: Address;
    sender: Address;
    sent_at: number;
    envelope: Buffer;
    received_at: number;
  };
  message_blocks: { message_id: Hex; position: number; digest: Hex; bytes: number };
  shop_messages: { shop: Address; bytes: number };
  held_sealed: { digest: Hex };
}
