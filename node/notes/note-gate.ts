import { type Block, cidOf, DAG_CBOR } from '../../protocol/block.ts';
import { failure, type Result, success, VouchError } from '../../protocol/errors.ts';
import { limits } from '../../protocol/limits.ts';
import { decodeNote, type Note } from '../../protocol/note.ts';
import type { NotePlace } from '../../protocol/note-typed-data.ts';
import type { Address } from '../../protocol/primitives.ts';
import { verifyNote } from '../../protocol/verify-note.ts';
import { networkLimits } from '../p2p/network-limits.ts';
import type { Authority, Clock, ContractSignature } from '../p2p/ports.ts';
import { recoverNative } from '../p2p/recover-native.ts';
import { createShopRates } from '../p2p/shop-rates.ts';
import type { NodePolicy } from '../policy/policy.ts';

/** A note that may be kept. */
export interface CheckedNote {
  note: Note;
  envelope: Block;
}

/** Checks every note, from wherever it came, before anything is stored. */
export interface NoteGate {
  /**
   * Decodes and checks a signed note, within the rate of its author.
   * @returns `note.too_large`, `note.malformed`, `note.not_canonical`, `note.invalid`, `policy.denied`,
   * `note.dated_ahead`, `note.no_standing`, `note.rate_exceeded`, `chain.unavailable` and those of `verifyNote`
   */
  check(bytes: Uint8Array): Promise<Result<CheckedNote>>;
}

/** True when only a peer that forwards without checking, or lies, sends such a note. */
export const isPeersFault = (error: VouchError): boolean =>
  [
    'note.too_large',
    'note.malformed',
    'note.not_canonical',
    'note.invalid',
    'note.key_owner_mismatch',
    'note.key_too_early',
    'note.key_expired',
    'note.key_too_long',
    'note.key_withdrawn',
  ].includes(error.code) ||
  // A contract may have accepted the signature a moment ago, so its no is not the peer's fault.
  (['note.signature_invalid', 'note.key_signature_invalid'].includes(error.code) && error.details.byContract !== true);

/** Makes the gate. @param options `hasStanding` says whether an account took part at a cost, as the index knows */
export function createNoteGate(
  options: NotePlace & {
    authority: Pick<Authority, 'verifyContractSignature'>;
    policy: Pick<NodePolicy, 'personRefusal'>;
    hasStanding: (account: Address) => Promise<boolean>;
    clock: Clock;
  },
): NoteGate {
  const { authority, policy, hasStanding, clock } = options;
  const rates = createShopRates({ burst: networkLimits.notesBurst, perSecond: networkLimits.notesPerSecond });
  // Each question to a contract account is a call of the chain, so forged signatures in its name must not pile up.
  const questions = createShopRates({
    burst: networkLimits.questionsBurst,
    perSecond: networkLimits.questionsPerSecond,
  });

  const verify = async (bytes: Uint8Array): Promise<Result<Note>> => {
    const decoded = decodeNote(bytes);
    if (!decoded.ok) return decoded;
    const { note } = decoded.value;
    const { author, updatedAt } = note;
    const denied = policy.personRefusal(author);
    if (denied !== null) return { ok: false, error: denied };
    if (updatedAt > clock() + limits.clockSkewSeconds) return datedAhead(updatedAt, clock());
    if (!(await hasStanding(author))) return noStanding(author);
    let answer: ContractSignature = 'no_contract';
    const verified = await verifyNote(decoded.value, {
      chainId: options.chainId,
      market: options.market,
      recover: recoverNative,
      verifyContractSignature: async ({ signer, digest, signature }) => {
        if (!questions.take(signer, clock())) throw rateExceeded(author).error;
        answer = await authority.verifyContractSignature(signer, digest, signature);
        return answer === 'valid';
      },
    });
    if (verified.ok || answer === 'no_contract') return verified;
    const { error } = verified;
    return failure({ ...error.toJSON(), cause: error.cause, details: { ...error.details, byContract: true } });
  };

  const check = async (bytes: Uint8Array): Promise<Result<CheckedNote>> => {
    const verified = await verify(bytes);
    if (!verified.ok) return verified;
    const note = verified.value;
    // Counted after the signature, so that no one uses up another's rate.
    if (!rates.take(note.author, clock())) return rateExceeded(note.author);
    return success({ note, envelope: { cid: cidOf(bytes, DAG_CBOR), bytes } });
  };
  return {
    check: (bytes) =>
      check(bytes).catch((error: unknown) => {
        // A port that refuses, or a chain that does not answer now.
        if (error instanceof VouchError) return { ok: false, error };
        throw error;
      }),
  };
}

const datedAhead = (updatedAt: number, now: number) =>
  failure({
    code: 'note.dated_ahead',
    message: `The note says that it was written at ${updatedAt}; it is ${now}.`,
    hint: 'Set the clock of the device.',
    retryable: true,
    details: { field: 'note.updatedAt', limit: `at most ${now + limits.clockSkewSeconds}` },
  });

const noStanding = (author: Address) =>
  failure({
    code: 'note.no_standing',
    message: `${author} has not paid an order, opened a shop or registered as a promoter, as far as this node has read.`,
    hint: 'Buy something first; until then the list stays on this device. After a purchase, wait for its block.',
    retryable: true,
    details: { field: 'note.author', author },
  });

const rateExceeded = (author: Address) =>
  failure({
    code: 'note.rate_exceeded',
    message: `${author} changes the note more often than once in ${1 / networkLimits.notesPerSecond} seconds.`,
    hint: 'Collect changes, and publish them together.',
    retryable: true,
    details: { field: 'note.author', limit: `${networkLimits.notesBurst} at once` },
  });
