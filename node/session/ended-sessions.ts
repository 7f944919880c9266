import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { VouchError } from '../../protocol/errors.ts';
import { replaceFile } from '../policy/policy-file.ts';
import type { SignedSession } from './cookie.ts';

/** Sessions that were ended before their time; beyond it, the one that is over soonest is forgotten. */
const MOST_ENDED = 5_000;

const fileSchema = z.record(z.string(), z.int());

/** Sessions whose owners signed out: a copy of their cookie counts no more, also after a restart. */
export interface EndedSessions {
  has(id: string): boolean;
  end(session: Pick<SignedSession, 'id' | 'until'>): Promise<void>;
}

/**
 * Reads which sessions were ended.
 * @param dataDir the node's data folder
 * @param clock Unix seconds
 * @throws VouchError `session.ended_unreadable`
 */
export async function loadEndedSessions(dataDir: string, clock: () => number): Promise<EndedSessions> {
  const file = join(dataDir, 'sessions-ended.json');
  const ended = new Map(await readEnded(file));
  let writing = Promise.resolve();
  return {
    has: (id) => ended.has(id),
    end: async ({ id, until }) => {
      ended.set(id, until);
      for (const [each, time] of ended) if (time <= clock()) ended.delete(each);
      const soonest = [...ended].sort(([, a], [, b]) => a - b).slice(0, Math.max(0, ended.size - MOST_ENDED));
      for (const [each] of soonest) ended.delete(each);
      // One after the other: each puts a whole file in place.
      writing = writing.catch(() => undefined).then(() => replaceFile(file, JSON.stringify(Object.fromEntries(ended))));
      await writing;
    },
  };
}

async function readEnded(file: string): Promise<[string, number][]> {
  try {
    return Object.entries(fileSchema.parse(JSON.parse(await readFile(file, 'utf8'))));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new VouchError({
      code: 'session.ended_unreadable',
      message: `${file} is no list of ended sessions.`,
      hint: 'Remove it together with session.key; whoever was signed in signs in again.',
      cause,
      details: { file },
    });
  }
}
