import { bytesToHex, randomBytes } from '@noble/hashes/utils';
import { signTypedData } from 'viem/actions';
import type { CourtVote } from '../../../protocol/court.ts';
import { unwrap, VouchError } from '../../../protocol/errors.ts';
import { addressSchema, type Hex } from '../../../protocol/primitives.ts';
import { openedVote, voteKeyFromSignature, voteKeyTypedData, voteSalt } from '../../../protocol/vote-secret.ts';
import type { WalletClient } from '../../wallet/client.ts';
import { contractAddress } from '../../wallet/contracts.ts';
import type { ChainProps } from '../props.ts';
import { findVote, fitsSeal, type JurorPlace, type KeptVote, keepVote, readVoteText } from './kept-votes.ts';

interface SealParts {
  chain: ChainProps;
  client: WalletClient;
  place: JurorPlace;
  storage: Pick<Storage, 'getItem' | 'setItem'>;
}

/** The salt that the wallet's signature makes; undefined for an account that cannot make one. */
async function walletSalt({ chain, client, place }: SealParts): Promise<Hex | undefined> {
  const court = contractAddress(chain.contracts, 'court');
  const request = voteKeyTypedData({ chainId: chain.chainId, court, juror: place.juror });
  const key = voteKeyFromSignature(await signTypedData(client, { account: client.account, ...request }));
  return key === undefined ? undefined : voteSalt(key, place);
}

/**
 * Makes the seal of a vote and keeps it in this browser before anything is sent.
 * @returns the vote with its salt, and whether the wallet can make it again
 * @throws what the wallet throws when its owner declines
 */
export async function sealVote(parts: SealParts & { vote: CourtVote }): Promise<{ kept: KeptVote; again: boolean }> {
  const { place, storage, vote } = parts;
  const made = await walletSalt(parts);
  const salt: Hex = made ?? `0x${bytesToHex(randomBytes(32))}`;
  const kept = { type: 'vouch-vote' as const, ...place, juror: addressSchema.parse(place.juror), vote, salt };
  const { type: _same, ...rest } = kept;
  keepVote(storage, rest);
  return { kept, again: made !== undefined };
}

const lost = (): VouchError =>
  new VouchError({
    code: 'vote.secret_lost',
    message: 'This wallet and this browser cannot open the vote.',
    hint: 'Use the account and wallet with which you sealed it, or load the copy that you saved.',
    details: { field: 'salt' },
  });

/**
 * Finds a sealed vote again: in a saved copy where one is given, else in this browser, else by the wallet's signature.
 * @param parts what the chain holds sealed, and the saved copy's text
 * @throws VouchError `vote.secret_lost`, `vote.invalid`, and what the wallet throws when its owner declines
 */
export async function unsealVote(
  parts: SealParts & { commitment: string; copy?: string },
): Promise<Pick<KeptVote, 'vote' | 'salt'>> {
  const { place, storage, commitment, copy } = parts;
  if (copy !== undefined) {
    const saved = unwrap(readVoteText(copy));
    if (fitsSeal(saved, place, commitment)) return saved;
    throw lost();
  }
  const kept = findVote(storage, place, commitment);
  if (kept !== undefined) return kept;
  const salt = await walletSalt(parts);
  const vote = salt === undefined ? undefined : openedVote({ ...place, commitment, salt });
  if (salt === undefined || vote === undefined) throw lost();
  return { vote, salt };
}
