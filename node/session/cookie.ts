import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { type Address, addressSchema } from '../../protocol/primitives.ts';

/** Seconds that a session lasts. */
const SESSION_SECONDS = 12 * 3_600;
const NAME = 'vouch_session';
/** A longer header is none of ours. */
const MOST_CHARACTERS = 400;

/** What a sealed session says. */
const sessionSchema = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{32}$/),
  account: addressSchema,
  /** Unix seconds. */
  until: z.int().min(0),
});
export interface SignedSession {
  id: string;
  account: Address;
  until: number;
}

/** Opens a session for an account. @param now Unix seconds */
export const newSession = (account: Address, now: number): SignedSession => ({
  id: randomBytes(16).toString('hex'),
  account,
  until: now + SESSION_SECONDS,
});

const macOf = (text: string, key: Uint8Array): Buffer => createHmac('sha256', key).update(text).digest();

/** Writes a session so that only who has the key could have. */
export function sealSession(session: SignedSession, key: Uint8Array): string {
  const text = Buffer.from(JSON.stringify(session)).toString('base64url');
  return `${text}.${macOf(text, key).toString('base64url')}`;
}

/**
 * Reads a sealed session.
 * @param now Unix seconds
 * @returns null for one that is over, or that this key did not seal
 */
export function openSession(sealed: string, key: Uint8Array, now: number): SignedSession | null {
  const [text = '', mac = '', ...more] = sealed.split('.');
  const given = Buffer.from(mac, 'base64url');
  const own = macOf(text, key);
  if (more.length > 0 || given.length !== own.length || !timingSafeEqual(given, own)) return null;
  // Sealed by this node, so it is JSON; an older version of the node may have written another shape.
  const session = sessionSchema.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  // Safety: addressSchema gives an address.
  return session.success && session.data.until > now ? (session.data as SignedSession) : null;
}

/** Finds the sealed session in a header `Cookie`. */
export function sealedIn(header: string | undefined): string | undefined {
  const found = header
    ?.split(';')
    .map((each) => each.trim())
    .find((each) => each.startsWith(`${NAME}=`));
  const value = found?.slice(NAME.length + 1);
  return value === undefined || value.length > MOST_CHARACTERS ? undefined : value;
}

/**
 * The header `Set-Cookie` that keeps a session, or ends it.
 * @param value the sealed session; an empty one ends it
 * @param isSecure true where the pages are under https
 */
export const cookieOf = (value: string, isSecure: boolean): string =>
  [
    `${NAME}=${value}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Strict',
    `Max-Age=${value === '' ? 0 : SESSION_SECONDS}`,
    ...(isSecure ? ['Secure'] : []),
  ].join('; ');
