import type { Hex } from '../../protocol/primitives.ts';

/** Readers of one 32-byte word in lower-case hex, where its digits begin. */
const WORD = 64;
/** Digits that a number can have without losing any: 52 bits. */
const SAFE = 13;
const ZEROS = '0'.repeat(WORD - SAFE);

export const address = (digits: string, at: number): Hex => `0x${digits.slice(at + 24, at + WORD)}`;
/** A topic, or data of one word, is such a text already. */
export const bytes = (digits: string, at: number): Hex =>
  at === 2 && isWord(digits) ? digits : `0x${digits.slice(at, at + WORD)}`;
const isWord = (digits: string): digits is Hex => digits.length === 2 + WORD && digits.startsWith('0x');
export const flag = (digits: string, at: number): boolean => digits.charCodeAt(at + WORD - 1) !== 48;
/** A number of at most 48 bits. */
export const small = (digits: string, at: number): number => Number.parseInt(digits.slice(at + 48, at + WORD), 16);
/** A number of any size. Most are amounts, which are small: those are read several times faster. */
export const large = (digits: string, at: number): bigint =>
  digits.startsWith(ZEROS, at)
    ? BigInt(Number.parseInt(digits.slice(at + WORD - SAFE, at + WORD), 16))
    : BigInt(`0x${digits.slice(at, at + WORD)}`);
