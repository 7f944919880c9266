import { z } from 'zod';
import { casePhases, rulings, seatStates } from '../court.ts';
import { addressSchema } from '../primitives.ts';
import { addressText, digestText, imageView, listQuery, textsByLanguage, tokenView, unitsText } from './common.ts';

/** Which cases `GET /v1/cases` lists: newest first. `party` is buyer or shop, `state` the phase. */
export const caseQuery = listQuery.omit({ q: true }).extend({
  juror: addressSchema.optional(),
  party: addressSchema.optional(),
  state: z.enum(casePhases).optional(),
});
export type CaseQuery = z.infer<typeof caseQuery>;

/** What all pages about a case need. */
export const caseSummary = z.object({
  order: digestText,
  buyer: addressText,
  shop: addressText,
  shopNames: textsByLanguage,
  titles: textsByLanguage,
  image: imageView.nullable(),
  token: tokenView,
  totalUnits: unitsText,
  phase: z.enum(casePhases),
  /** 0 for the first panel, 1 for the appeal. */
  round: z.number(),
  /** Ruling of the last decided round, final once closed; null when none was decided. */
  ruling: z.enum(rulings).nullable(),
  openedAt: z.number(),
  /** Unix seconds until which the current phase waits for somebody: jurors, or an appeal; null when it waits for none. */
  deadline: z.number().nullable(),
  /** What the parties ask for and offer: what a vote decides between, in basis points of the total. */
  buyerBps: z.number().nullable(),
  sellerBps: z.number().nullable(),
});
export type CaseSummary = z.infer<typeof caseSummary>;

/** One juror's place in a panel. */
export const panelSeatView = z.object({
  seat: z.number(),
  juror: addressText,
  state: z.enum(seatStates),
  /** Null until it is revealed. */
  vote: z.enum(['shop', 'buyer']).nullable(),
  commitment: digestText.nullable(),
  lockUnits: unitsText,
  /** What the juror lost in this case; zero for most. */
  slashedUnits: unitsText,
});
export type PanelSeatView = z.infer<typeof panelSeatView>;

/** One panel of a case. */
export const roundView = z.object({
  round: z.number(),
  /** Who paid for it. */
  by: z.enum(['buyer', 'seller']),
  costUnits: unitsText,
  panelSize: z.number(),
  /** Pay of each juror who votes. */
  feeUnits: unitsText,
  lockUnits: unitsText,
  /** 1 once silent jurors were replaced. */
  attempt: z.number(),
  /** Block whose randomness decides the draw. */
  drawBlock: z.number(),
  /** Unix seconds; null until the panel is drawn. */
  commitBy: z.number().nullable(),
  revealBy: z.number().nullable(),
  /** Null until the round is decided. */
  decided: z
    .object({ ruling: z.enum(rulings), shopVotes: z.number(), buyerVotes: z.number(), at: z.number() })
    .nullable(),
  panel: z.array(panelSeatView),
});
export type RoundView = z.infer<typeof roundView>;

/** A piece of evidence; its document is public. */
export const evidenceView = z.object({
  /** Digest that the chain holds. */
  digest: digestText,
  by: z.enum(['buyer', 'seller']),
  at: z.number(),
  /** Null until this node holds the document. */
  content: z
    .object({
      text: z.string(),
      language: z.string(),
      images: z.array(imageView),
      writtenAt: z.number(),
      /** Order details and messages that the party opens: block digests with their file keys. */
      disclosed: z.array(z.object({ digest: digestText, fileKey: z.string() })),
    })
    .nullable(),
});
export type EvidenceView = z.infer<typeof evidenceView>;

export const caseDetail = caseSummary.extend({
  /** Until when the first ruling can be appealed; null outside of that phase. */
  appealBy: z.number().nullable(),
  /** What an appeal would cost now. */
  appealUnits: unitsText,
  rounds: z.array(roundView),
  /** Oldest first: what came with the dispute, its answer and its proposals, then what was submitted to the court. */
  evidence: z.array(evidenceView),
  /** Once closed: what jurors earned, what went back to who paid, and what the shop's deposit paid the buyer back. */
  costs: z.object({ jurorUnits: unitsText, returnedUnits: unitsText, buyerUnits: unitsText }).nullable(),
});
export type CaseDetail = z.infer<typeof caseDetail>;

/** What draws the panel of a case. */
export const drawView = z.object({
  round: z.number(),
  attempt: z.number(),
  /** Block whose randomness decides the draw; the draw can be called from the next one on. */
  drawBlock: z.number(),
  /** RLP of that block's header, for Court.draw; null until the chain has the block after it. */
  header: z.string().nullable(),
});
export type DrawView = z.infer<typeof drawView>;

/** A seat that a juror holds. */
export const seatView = z.object({
  token: tokenView,
  seatId: z.number(),
  /** Unix seconds from which it can be drawn. */
  activeAt: z.number(),
  /** Unix seconds from which its stake is free; null while it is kept. */
  freeAt: z.number().nullable(),
});
export type SeatView = z.infer<typeof seatView>;

export const jurorView = z.object({
  address: addressText,
  /** By token. */
  stakes: z.array(
    z.object({
      token: tokenView,
      stakedUnits: unitsText,
      lockedUnits: unitsText,
      earnedUnits: unitsText,
      slashedUnits: unitsText,
    }),
  ),
  seats: z.array(seatView),
  /** How often drawn, voted, silent, and overturned by an appeal. */
  drawn: z.number(),
  voted: z.number(),
  silent: z.number(),
  overturned: z.number(),
  /** What closed cases paid by the month (UTC) in which they were decided, the last twelve, the oldest first. */
  months: z.array(z.object({ start: z.number(), token: tokenView, earnedUnits: unitsText })),
  /** Cases that wait for this juror first, then the newest; at most 50. */
  cases: z.array(caseSummary.extend({ seat: z.number(), seatState: z.enum(seatStates) })),
});
export type JurorView = z.infer<typeof jurorView>;

/** The court in one token. */
export const courtPoolView = z.object({
  token: tokenView,
  /** What one seat stakes, and the least pay of a juror. */
  seatUnits: unitsText,
  feeUnits: unitsText,
  seats: z.number(),
  jurors: z.number(),
  stakedUnits: unitsText,
  /** Largest order that the court hears. */
  capUnits: unitsText,
  openCases: z.number(),
});
export type CourtPoolView = z.infer<typeof courtPoolView>;

export const courtView = z.object({ address: addressText, pools: z.array(courtPoolView) });
