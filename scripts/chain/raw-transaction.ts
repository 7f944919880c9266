import { keccak256, recoverTransactionAddress, type TransactionSerialized } from 'viem';
import { VouchError } from '../../protocol/errors.ts';
import type { Hex } from '../../protocol/primitives.ts';
import { chainLimits } from './chain-settings.ts';

/**
 * Checks the outside of a signed transaction: hex, size, a kind this chain takes. The engine judges the inside.
 * @param value what the client sent
 * @returns the transaction in lower-case hex and its hash
 * @throws VouchError `chain.transaction_invalid`
 */
export function readRawTransaction(value: unknown): { raw: Hex; hash: Hex } {
  if (typeof value !== 'string' || !/^0x([0-9a-fA-F]{2})+$/.test(value)) {
    throw invalid('The raw transaction must be a string of 0x and whole bytes in hex.');
  }
  const bytes = (value.length - 2) / 2;
  if (bytes > chainLimits.transactionBytes) {
    throw invalid(`The raw transaction has ${bytes} bytes, more than ${chainLimits.transactionBytes}.`, {
      limit: `${chainLimits.transactionBytes} bytes`,
    });
  }
  const raw = value.toLowerCase() as Hex;
  const first = Number.parseInt(raw.slice(2, 4), 16);
  // Blob transactions carry a part that is not in their hash, so they could not be replayed from the journal's form.
  const known = first === 1 || first === 2 || first === 4 || first >= 0xc0;
  if (!known) throw invalid(`The raw transaction has the kind ${first}, which this chain does not take.`);
  return { raw, hash: keccak256(raw) };
}

/**
 * @param raw a transaction that the engine accepted once
 * @returns its signer
 */
export const signerOf = (raw: Hex): Promise<Hex> =>
  recoverTransactionAddress({ serializedTransaction: raw as TransactionSerialized });

function invalid(message: string, details: { limit?: string } = {}): VouchError {
  return new VouchError({ code: 'chain.transaction_invalid', message, details: { field: 'params.0', ...details } });
}
