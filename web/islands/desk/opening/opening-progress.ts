import { z } from 'zod';
import { type ZoneDraft, zoneDraftSchema } from '../draft-zones.ts';
import { createKept } from '../kept.ts';
import { type ProfileDraft, profileDraftSchema } from '../profile-draft.ts';

/** Steps to a shop that sells, in their order. */
export const openingSteps = ['shop', 'deposit', 'delivery', 'key', 'listing'] as const;
export type OpeningStep = (typeof openingSteps)[number];

/** What was written on the way, which the chain does not know yet. */
export interface OpeningProgress {
  step: OpeningStep;
  profile: ProfileDraft;
  /** Null until the step was taken. */
  zones: readonly ZoneDraft[] | null;
  /** Deposit in whole tokens, as the slider stands. */
  deposit: number;
  /** True once the seller decided about a key at the node. */
  keyDecided: boolean;
}

const schema = z.object({
  step: z.enum(openingSteps),
  profile: profileDraftSchema,
  zones: z.array(zoneDraftSchema).nullable(),
  deposit: z.number(),
  keyDecided: z.boolean(),
});

const keptOf = (storage: Storage, account: string) =>
  createKept<OpeningProgress>(storage, { name: `vouch.opening.${account}`, schema });

/** What an account wrote before, in this browser; null where it did not begin. */
export const findProgress = (storage: Storage, account: string): OpeningProgress | null =>
  keptOf(storage, account).find();

export const keepProgress = (storage: Storage, account: string, progress: OpeningProgress): void =>
  keptOf(storage, account).keep(progress);

export const forgetProgress = (storage: Storage, account: string): void => keptOf(storage, account).forget();

/** What the chain says about how far a shop is. */
export interface OpeningFacts {
  isOpen: boolean;
  hasDeposit: boolean;
  hasListing: boolean;
}

/** True for a step that was taken. */
export function isTaken(step: OpeningStep, facts: OpeningFacts, progress: OpeningProgress): boolean {
  if (step === 'shop') return facts.isOpen;
  if (step === 'deposit') return facts.hasDeposit;
  if (step === 'delivery') return progress.zones !== null;
  return step === 'key' ? progress.keyDecided : facts.hasListing;
}

/** True for a step that can be gone to: those that it needs were taken. */
export function isReachable(step: OpeningStep, facts: OpeningFacts): boolean {
  if (step === 'shop') return true;
  return step === 'deposit' || step === 'delivery' ? facts.isOpen : facts.isOpen && facts.hasDeposit;
}
