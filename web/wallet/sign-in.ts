import { stringToHex } from 'viem/utils';
import type { ChallengeView, SessionView } from '../../protocol/api/session.ts';
import { VouchError } from '../../protocol/errors.ts';
import { postJson, readJson, request } from '../islands/api.ts';
import { providerCode, providerErrors } from './provider.ts';
import type { Connection } from './session.ts';

const SESSION = '/api/v1/session';

/** Who is signed in at the node that served the page. */
export const readSession = (): Promise<SessionView> => readJson<SessionView>(SESSION);

/**
 * Signs in at the node with the connected account: the wallet signs a message that says so, which costs nothing. The
 * browser keeps a cookie that scripts cannot read.
 * @throws VouchError `wallet.rejected` when its owner declines, and the problems of the node
 */
export async function signIn({ wallet, account }: Connection): Promise<SessionView> {
  const { message } = await postJson<ChallengeView>(`${SESSION}/challenge`, { address: account });
  let signature: unknown;
  try {
    signature = await wallet.provider.request({ method: 'personal_sign', params: [stringToHex(message), account] });
  } catch (cause) {
    if (providerCode(cause) !== providerErrors.rejected) throw cause;
    throw new VouchError({ code: 'wallet.rejected', message: 'The sign-in was declined in the wallet.', cause });
  }
  return postJson<SessionView>(SESSION, { message, signature });
}

/** Ends the session. */
export const signOut = async (): Promise<void> => void (await request(SESSION, { method: 'DELETE' }));
