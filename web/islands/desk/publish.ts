import { signTypedData } from 'viem/actions';
import { hexToBytes } from 'viem/utils';
import type { PublishRequest } from '../../../protocol/api/publisher.ts';
import type { Block } from '../../../protocol/block.ts';
import { buildCatalogue } from '../../../protocol/catalogue-build.ts';
import { contractError } from '../../../protocol/contract-errors.ts';
import { encodeHead } from '../../../protocol/head.ts';
import { limits } from '../../../protocol/limits.ts';
import type { Address } from '../../../protocol/primitives.ts';
import { catalogueTypedData } from '../../../protocol/typed-data.ts';
import { ensureChain } from '../../wallet/chain-check.ts';
import { chainTime } from '../../wallet/chain-time.ts';
import { createWalletClient } from '../../wallet/client.ts';
import { contractAddress } from '../../wallet/contracts.ts';
import type { Connection } from '../../wallet/session.ts';
import { postBytes, postJson } from '../api.ts';
import type { ChainProps } from '../props.ts';
import { applyEdits, type CatalogueEdits } from './catalogue-edit.ts';
import { type LoadedCatalogue, uploadBlocks } from './node-blocks.ts';
import type { Signing } from './use-signing.ts';

/** What the node says of an accepted catalogue. */
export interface Published {
  version: number;
  changed: number;
  removed: number;
}

interface PublishParts {
  chain: ChainProps;
  connection: Connection;
  shop: Address;
  /** Who signs. */
  signing: Signing;
  current: LoadedCatalogue | null;
  edits: CatalogueEdits;
  /** Blocks of listings that are new or changed. */
  listings: readonly Block[];
  /** The shop's profile; left out, the one before stays. */
  profile?: Block;
}

/**
 * Builds the next version of the shop's catalogue in the page, has it signed once, and publishes it.
 * @param parts the wallet of the shop or of a publisher, the shop, its catalogue so far, what changed, and new blocks
 * @throws VouchError `catalogue.*`, `head.*`, `publisher.*`, `wallet.rejected`, and those of the upload
 */
export async function publishEdits(parts: PublishParts): Promise<Published> {
  const { shop, current, edits, listings, profile } = parts;
  const version = (current?.root.version ?? 0) + 1;
  const built = buildCatalogue({
    shop,
    version,
    previous: current?.rootCid ?? null,
    profile: profile?.cid ?? current?.root.profile ?? null,
    entries: applyEdits(current?.entries ?? [], edits, {
      sales: current?.sales ?? [],
      now: Math.floor(Date.now() / 1_000),
    }),
  });
  await uploadBlocks([...(profile === undefined ? [] : [profile]), ...listings, ...built.blocks]);
  const wanted: PublishRequest = { version, ...built.signed };
  return parts.signing === 'node'
    ? postJson<Published>(`/api/v1/desk/${shop}/catalogues`, wanted)
    : publishByWallet(parts, wanted);
}

async function publishByWallet({ chain, connection, shop }: PublishParts, wanted: PublishRequest): Promise<Published> {
  const { account, wallet } = connection;
  try {
    await ensureChain(wallet.provider, { chainId: chain.chainId, rpcUrl: `${location.origin}/rpc` });
    const client = createWalletClient({ provider: wallet.provider, account, chainId: chain.chainId });
    const catalogue = {
      shop,
      ...wanted,
      validUntil: (await chainTime(client)) + limits.catalogueValidSeconds - limits.clockSkewSeconds,
    };
    const signature = await signTypedData(client, {
      account: client.account,
      ...catalogueTypedData(chain.chainId, contractAddress(chain.contracts, 'market'), catalogue),
    });
    const head = encodeHead({ v: 1, type: 'head', catalogue, signer: account, signature: hexToBytes(signature) });
    return await postBytes<Published>('/api/v1/catalogues', {
      body: head.bytes,
      type: 'application/vnd.ipld.dag-cbor',
    });
  } catch (cause) {
    throw contractError(cause);
  }
}
