import type { Address, Hex } from '../../../protocol/primitives.ts';

/** A person of the demo market whose keys are public: they exist on the local chain alone. */
export interface Persona {
  name: string;
  names: Record<string, string>;
  role: 'buyer' | 'seller' | 'promoter' | 'arbitrator' | 'juror' | 'operator';
  address: Address;
  privateKey: Hex;
}
