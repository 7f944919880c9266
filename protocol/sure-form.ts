import { CID } from 'multiformats/cid';
import { cleanText } from './text.ts';

/**
 * Tells, many times faster than a schema, that a value read by `readCanonical` is what its schema accepts and gives back
 * unchanged. False only says that the schema has to decide, and to name what is wrong. A property test holds every form
 * against its schema.
 */
export type SureForm = (value: unknown) => boolean;

/** A text of the length that `textSchema` allows, already clean. */
export const sureText =
  (most: number, least = 0): SureForm =>
  (value) =>
    typeof value === 'string' && value.length >= least && value.length <= most && cleanText(value) === value;

/** A text of a pattern; the pattern bounds the length. */
export const surePattern =
  (pattern: RegExp): SureForm =>
  (value) =>
    typeof value === 'string' && pattern.test(value);

export const sureInteger =
  (least: number, most: number): SureForm =>
  (value) =>
    typeof value === 'number' && value >= least && value <= most && Number.isInteger(value);

export const sureOneOf =
  (...values: readonly unknown[]): SureForm =>
  (value) =>
    values.includes(value);

/** The identifier of a block of a codec; `readCanonical` reads no hash but SHA-256. */
export const sureCid =
  (codec: number): SureForm =>
  (value) =>
    value instanceof CID && value.code === codec;

export const sureList =
  (item: SureForm, bounds: { least?: number; most: number }): SureForm =>
  (value) => {
    if (!Array.isArray(value) || value.length < (bounds.least ?? 0) || value.length > bounds.most) return false;
    for (const each of value) if (!item(each)) return false;
    return true;
  };

/** An object with all required members, any of the optional ones, and no others. */
export function sureMembers(required: Record<string, SureForm>, optional: Record<string, SureForm> = {}): SureForm {
  const needed = Object.entries(required);
  const possible = Object.entries(optional);
  return (value) => {
    if (!isRecord(value)) return false;
    let members = needed.length;
    for (const [name, form] of needed) if (!form(value[name])) return false;
    for (const [name, form] of possible) {
      const member = value[name];
      if (member === undefined) continue;
      if (!form(member)) return false;
      members++;
    }
    return Object.keys(value).length === members;
  };
}

/** An object whose keys are not fixed: one member or more, at most so many. */
export const sureRecord =
  (key: RegExp, member: SureForm, most: number): SureForm =>
  (value) => {
    if (!isRecord(value)) return false;
    let members = 0;
    for (const name in value) {
      if (++members > most || !key.test(name) || !member(value[name])) return false;
    }
    return members > 0;
  };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
