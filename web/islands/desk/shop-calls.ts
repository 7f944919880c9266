import { signTypedData } from 'viem/actions';
import { depositsAbi } from '../../../protocol/abi/deposits.ts';
import { shopsAbi } from '../../../protocol/abi/shops.ts';
import { digestOf, encodeDocument } from '../../../protocol/block.ts';
import { unwrap, VouchError } from '../../../protocol/errors.ts';
import { mailboxKeyFromSignature, mailboxTypedData } from '../../../protocol/mailbox-key.ts';
import { type Address, addressSchema } from '../../../protocol/primitives.ts';
import { profileSchema } from '../../../protocol/profile.ts';
import { cleanText } from '../../../protocol/text.ts';
import { validate } from '../../../protocol/validate.ts';
import { chainTime } from '../../wallet/chain-time.ts';
import { contractAddress } from '../../wallet/contracts.ts';
import { noPermit } from '../../wallet/permit.ts';
import type { ContractCall } from '../../wallet/send-transaction.ts';
import { postBytes } from '../api.ts';
import type { ChainProps } from '../props.ts';
import type { RunTools } from '../wallet/run-transaction.ts';

/** What a new shop says of itself, in one language. */
export interface ProfileForm {
  language: string;
  name: string;
  tagline: string;
  about: string;
  /** ISO 3166-1 code, or empty. */
  country: string;
}

/** Pages to come back to. */
const OPENING = '/sell';
const PATH = '/desk';

async function uploadProfile(shop: Address, form: ProfileForm): Promise<`0x${string}`> {
  const optional = (text: string): string | undefined => cleanText(text) || undefined;
  const profile = unwrap(
    validate(
      profileSchema,
      {
        v: 1,
        type: 'profile',
        shop,
        texts: {
          [form.language]: {
            name: cleanText(form.name),
            tagline: optional(form.tagline),
            about: optional(form.about),
          },
        },
        ...(form.country === '' ? {} : { place: { country: form.country } }),
      },
      'profile',
    ),
  );
  const block = encodeDocument(profile);
  const { digest } = await postBytes<{ digest: string }>('/api/v1/contents', {
    body: block.bytes,
    type: 'application/vnd.ipld.dag-cbor',
  });
  if (digest !== digestOf(block.cid))
    throw new VouchError({
      code: 'block.hash_mismatch',
      message: 'The node stored other bytes.',
      hint: 'Use another node.',
    });
  return digestOf(block.cid);
}

/**
 * Opens a shop: uploads its profile, makes the key for order details from a signature, and builds the call.
 * @throws VouchError `profile.invalid`, `mailbox.signature_unsupported`, and those of the wallet
 */
export async function openShopCall(chain: ChainProps, form: ProfileForm, tools: RunTools): Promise<ContractCall> {
  const { client } = tools;
  const shop = addressSchema.parse(client.account.address);
  const profile = await uploadProfile(shop, form);
  tools.asking('message');
  const market = contractAddress(chain.contracts, 'market');
  const signature = await signTypedData(client, {
    account: client.account,
    ...mailboxTypedData({ chainId: chain.chainId, market, shop, number: 1 }),
  });
  const { publicKey } = mailboxKeyFromSignature(signature);
  return {
    kind: 'open_shop',
    address: contractAddress(chain.contracts, 'shops'),
    abi: shopsAbi,
    functionName: 'open',
    args: [profile, publicKey],
    path: OPENING,
  };
}

/** Adds to the deposit, with a permit where the token takes one. */
export async function stakeCall(
  chain: ChainProps,
  { token, units }: { token: string; units: bigint },
  tools: RunTools,
): Promise<ContractCall> {
  const spender = contractAddress(chain.contracts, 'deposits');
  const allowance = { token: addressSchema.parse(token), spender, units };
  const permit = (await tools.allow(allowance, await chainTime(tools.client), PATH)) ?? noPermit;
  return {
    kind: 'stake',
    address: spender,
    abi: depositsAbi,
    functionName: 'stake',
    args: [allowance.token, units, permit],
    path: PATH,
  };
}

/** Starts to take out a part of the deposit; zero stops it. */
export const unbondCall = (chain: ChainProps, token: string, units: bigint): ContractCall => ({
  kind: 'unbond',
  address: contractAddress(chain.contracts, 'deposits'),
  abi: depositsAbi,
  functionName: 'unbond',
  args: [token, units],
  path: PATH,
});

/** Credits what left the deposit. */
export const takeOutCall = (chain: ChainProps, token: string): ContractCall => ({
  kind: 'withdraw_stake',
  address: contractAddress(chain.contracts, 'deposits'),
  abi: depositsAbi,
  functionName: 'withdraw',
  args: [token],
  path: PATH,
});
