import { keccak256 } from 'viem/utils';
import { kinds } from '../../../protocol/kind.ts';
import type { Address } from '../../../protocol/primitives.ts';
import { type LineOptions, makeExtras, type PurchaseOptions } from './cart.ts';
import { bytes32, type World } from './world.ts';

/** What the buyer shows when the goods are in their hands. */
export const secret = bytes32('secret');

/** A purchase that is picked up from a point that earns 3 %. */
export function pickedUp({ actors }: World, { offer, line, ...further }: LineOptions = {}): PurchaseOptions {
  const pickup = { kind: kinds.indexOf('pickup'), pickup: actors.pickup.address as Address, pickupBps: 300 };
  return {
    lines: [
      {
        offer: { ...pickup, ...offer },
        line: { extras: [makeExtras({ handover: keccak256(secret) })], ...line },
        ...further,
      },
    ],
  };
}
