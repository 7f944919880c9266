import { z } from 'zod';
import { cidText, digestText } from './common.ts';

/** A piece of evidence just uploaded: its digest is what the chain is told. */
export const uploadedEvidence = z.object({ cid: cidText, digest: digestText });
export type UploadedEvidence = z.infer<typeof uploadedEvidence>;
