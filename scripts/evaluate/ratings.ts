import { existsSync, readFileSync } from 'node:fs';

/** Who rated whom, how, and when. */
export interface Rating {
  rater: number;
  ratee: number;
  /** -10 to 10, never 0. */
  value: number;
  /** Unix seconds. */
  at: number;
}

/** True for a rating that warns of somebody. */
export const isNegative = ({ value }: { value: number }): boolean => value < 0;

/**
 * Reads ratings in the order in which they were given.
 * @returns undefined when there is no such file
 */
export function readRatings(path: string): Rating[] | undefined {
  if (!existsSync(path)) return undefined;
  const ratings = readLines(path).map(([rater, ratee, value, at]) => ({
    rater: Number(rater),
    ratee: Number(ratee),
    value: Number(value),
    at: Number(at),
  }));
  return ratings.sort((a, b) => a.at - b.at);
}

/** Reads users with what is known of them: true for honest, false for fraudulent. */
export function readLabels(path: string): Map<number, boolean> | undefined {
  if (!existsSync(path)) return undefined;
  return new Map(readLines(path).map(([user, label]) => [Number(user), label === '+1']));
}

const readLines = (path: string): string[][] =>
  readFileSync(path, 'utf8')
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','));
