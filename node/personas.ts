import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { addressText, digestText } from '../protocol/api/common.ts';
import { VouchError } from '../protocol/errors.ts';
import type { Config } from './config.ts';
import { LOCAL_CHAIN_ID } from './local-chain.ts';

/** The people of the demo wallet. Their keys are those of the local chain's public mnemonic. */
export const personasSchema = z.array(
  z.object({
    name: z.string(),
    names: z.record(z.string(), z.string()),
    role: z.enum(['buyer', 'seller', 'promoter', 'arbitrator', 'juror', 'operator']),
    address: addressText,
    privateKey: digestText,
  }),
);
export type Personas = z.infer<typeof personasSchema>;

/**
 * Reads the people of the demo wallet.
 * @returns an empty list when the node offers no demo wallet
 * @throws VouchError `config.demo_forbidden` on any chain but a local one, `config.personas_invalid`
 */
export async function readPersonas({ demo, personasFile }: Config, chainId: number): Promise<Personas> {
  if (!demo) return [];
  if (chainId !== LOCAL_CHAIN_ID) {
    throw new VouchError({
      code: 'config.demo_forbidden',
      message: `DEMO is on, but the chain is ${chainId}.`,
      hint: 'Leave DEMO out: the demo wallet gives its keys to every visitor.',
      details: { field: 'DEMO', limit: `chain ${LOCAL_CHAIN_ID}` },
    });
  }
  if (personasFile === undefined) return [];
  try {
    return personasSchema.parse(JSON.parse(await readFile(personasFile, 'utf8')));
  } catch (cause) {
    throw new VouchError({
      code: 'config.personas_invalid',
      message: `DEMO_PERSONAS: ${personasFile} is no list of people.`,
      hint: 'Leave DEMO_PERSONAS out, or take the file that the local market wrote.',
      cause,
      details: { field: 'DEMO_PERSONAS' },
    });
  }
}
