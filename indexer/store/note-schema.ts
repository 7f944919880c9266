import type { Address, Hex } from '../../protocol/primitives.ts';
import type { Localised } from '../../protocol/text.ts';

/** What people sign about themselves and others. */
export interface NoteTables {
  notes: {
    author: Address;
    id: Hex;
    updated_at: number;
    keys_from: number;
    names: Localised;
    about: Localised;
    envelope: Buffer;
    weight_micros: string;
    hidden_at: number | null;
    received_at: number;
  };
  follows: { author: Address; target: Address; kind: 'person' | 'shop'; at: number };
  recommendations: {
    author: Address;
    position: number;
    shop: Address;
    handle: string;
    order_id: Hex | null;
    body: string;
    language: string;
    written_at: number;
  };
  notes_room: { id: number; bytes: number };
}
