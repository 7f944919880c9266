import { erc20Abi } from 'viem';
import { readContract } from 'viem/actions';
import { marketAbi } from '../../../protocol/abi/market.ts';
import { settingsAbi } from '../../../protocol/abi/settings.ts';
import { VouchError } from '../../../protocol/errors.ts';
import type { Head } from '../../../protocol/head.ts';
import { headFromView } from '../../../protocol/head-view.ts';
import { decodeListing } from '../../../protocol/listing.ts';
import type { Offer } from '../../../protocol/offer.ts';
import { offerFromView } from '../../../protocol/offer-view.ts';
import { addressSchema, bytes32Schema, unitsSchema } from '../../../protocol/primitives.ts';
import { verifyOffer } from '../../../protocol/purchase-check.ts';
import { verifyHead } from '../../../protocol/signatures.ts';
import type { WalletClient } from '../../wallet/client.ts';
import { contractAddress } from '../../wallet/contracts.ts';
import { request } from '../api.ts';
import type { ChainProps } from '../props.ts';
import type { CheckName } from './check-names.ts';
import { headPorts } from './head-ports.ts';
import { hasExtras } from './line-price.ts';
import { deliveriesFromViews } from './purchases.ts';
import type { PricedLine, PurchaseGroup } from './totals.ts';
import { checkCoverage } from './verify-coverage.ts';
import { type SpentPoints, verifyLineExtras } from './verify-extras.ts';

export interface CheckReport {
  name: CheckName;
  /** Null when it passed. */
  error: VouchError | null;
}

export interface GroupCheck {
  client: WalletClient;
  chain: ChainProps;
  group: PurchaseGroup;
  /** Points that earlier purchases of the same transaction spend. */
  spent: SpentPoints;
  /** Hears of each check as it is made. */
  onCheck: (report: CheckReport) => void;
}

/** Which of the checks an error of `verifyOffer` belongs to. */
const checkOf: Readonly<Record<string, CheckName>> = {
  'offer.shop_mismatch': 'proof',
  'offer.not_in_catalogue': 'proof',
  'listing.digest_mismatch': 'listing',
};

const mismatch = (code: string, message: string, details: Record<string, unknown>): VouchError =>
  new VouchError({
    code,
    message,
    hint: 'Do not pay here. Reload the page, or open the listing on another node.',
    details,
  });

/**
 * Checks everything about one purchase that the page showed, so that the node need not be believed: the chain is read
 * through the wallet, the listing through its hash.
 * @throws VouchError the first check that fails, which was also reported
 */
export async function verifyGroup(check: GroupCheck): Promise<void> {
  const { client, chain, group, spent, onCheck } = check;
  const run = async <T>(name: CheckName, work: () => Promise<T>): Promise<T> => {
    try {
      const value = await work();
      onCheck({ name, error: null });
      return value;
    } catch (cause) {
      const error =
        cause instanceof VouchError
          ? cause
          : new VouchError({
              code: 'chain.unavailable',
              message: 'The wallet could not read the chain.',
              hint: 'Check the network of the wallet and try again.',
              retryable: true,
              cause,
            });
      onCheck({ name, error });
      throw error;
    }
  };

  const head = await run('signature', () => checkHead(check));
  const offers = await checkOffers({ group, head, onCheck });
  if (group.lines.some(hasExtras)) {
    await run('extras', async () => {
      for (const [index, line] of group.lines.entries()) {
        const offer = offers[index];
        if (offer !== undefined && hasExtras(line)) await verifyLineExtras({ client, chain, spent }, line, offer);
      }
    });
  }
  await run('token', () => checkToken(client, chain, group));
  await run('stock', () => checkStock(client, chain, group.lines, offers));
  await run('coverage', () => checkCoverage(client, chain, group, offers));
}

async function checkHead({ client, chain, group }: GroupCheck): Promise<Head> {
  const views = group.lines.map(({ detail }) => detail.head);
  const [view] = views;
  if (view === undefined) throw new RangeError('a purchase has at least one line');
  const verified = await verifyHead({
    head: headFromView(view),
    chainId: chain.chainId,
    market: contractAddress(chain.contracts, 'market'),
    ...(await headPorts(client, chain)),
  });
  if (!verified.ok) throw verified.error;
  return verified.value;
}

/** Proof, listing, price and delivery of every line; reported once for all lines. */
async function checkOffers({
  group,
  head,
  onCheck,
}: Pick<GroupCheck, 'group' | 'onCheck'> & { head: Head }): Promise<Offer[]> {
  const offers: Offer[] = [];
  try {
    for (const line of group.lines) offers.push(await checkOffer(line, head));
  } catch (cause) {
    if (!(cause instanceof VouchError)) throw cause;
    const failed = checkOf[cause.code] ?? (cause.code.startsWith('listing.') ? 'listing' : 'price');
    for (const name of ['proof', 'listing', 'price'] as const) {
      if (name === failed) break;
      onCheck({ name, error: null });
    }
    onCheck({ name: failed, error: cause });
    throw cause;
  }
  for (const name of ['proof', 'listing', 'price'] as const) onCheck({ name, error: null });
  return offers;
}

async function checkOffer({ line, detail, variant }: PricedLine, head: Head): Promise<Offer> {
  const listingBytes = new Uint8Array(await (await request(`/ipfs/${detail.cid}?format=raw`)).arrayBuffer());
  const checked = verifyOffer({
    head,
    offer: offerFromView(variant.offer),
    proof: variant.proof.map((hash) => bytes32Schema.parse(hash)),
    listingBytes,
    shown: {
      handle: detail.handle,
      code: variant.code,
      priceUnits: unitsSchema.parse(variant.offer.priceUnits),
      delivery: deliveriesFromViews(detail.delivery),
    },
  });
  if (!checked.ok) throw checked.error;
  if (variant.sku !== line.sku || checked.value.sku !== line.sku)
    throw mismatch('offer.sku_mismatch', 'The offer is for another variant than the cart holds.', { field: 'sku' });
  const signed = decodeListing(listingBytes);
  if (!signed.ok) throw signed.error;
  const titles = Object.fromEntries(
    Object.entries(signed.value.texts).map(([language, { title }]) => [language, title]),
  );
  const wrong = Object.entries(detail.titles).find(([language, title]) => titles[language] !== title);
  if (wrong !== undefined) {
    throw mismatch('listing.text_mismatch', 'The page showed another title than the shop signed.', {
      field: `titles.${wrong[0]}`,
      found: wrong[1],
      expected: titles[wrong[0]],
    });
  }
  return checked.value;
}

/** The node names symbol and decimals of the token; the wallet's chain must say the same. */
async function checkToken(client: WalletClient, chain: ChainProps, { lines }: PurchaseGroup): Promise<void> {
  for (const { detail, variant } of lines) {
    const shown = detail.token;
    const address = addressSchema.parse(variant.offer.token);
    const token = { address, abi: erc20Abi } as const;
    const [symbol, decimals, terms] = await Promise.all([
      readContract(client, { ...token, functionName: 'symbol' }),
      readContract(client, { ...token, functionName: 'decimals' }),
      readContract(client, {
        address: contractAddress(chain.contracts, 'settings'),
        abi: settingsAbi,
        functionName: 'tokenTerms',
        args: [address],
      }),
    ]);
    if (shown.address !== address || symbol !== shown.symbol || decimals !== shown.decimals) {
      throw mismatch('token.mismatch', 'The page showed another money than the offer names.', {
        field: 'token',
        found: `${shown.symbol} ${shown.decimals}`,
        expected: `${symbol} ${decimals}`,
      });
    }
    if (!terms.accepted)
      throw mismatch('offer.token_refused', 'The market does not accept this token.', {
        field: 'token',
        token: address,
      });
  }
}

async function checkStock(
  client: WalletClient,
  chain: ChainProps,
  lines: readonly PricedLine[],
  offers: readonly Offer[],
): Promise<void> {
  for (const [index, offer] of offers.entries()) {
    const sold = await readContract(client, {
      address: contractAddress(chain.contracts, 'market'),
      abi: marketAbi,
      functionName: 'soldOf',
      args: [offer.shop, offer.sku],
    });
    const wanted = BigInt(lines[index]?.line.quantity ?? 0);
    const left = offer.maxSold > sold ? offer.maxSold - sold : 0n;
    if (wanted > left) {
      throw new VouchError({
        code: 'offer.sold_out',
        message: `${wanted} wanted, ${left} left.`,
        hint: 'Take fewer, or ask the seller to restock.',
        details: { sku: offer.sku, wanted: wanted.toString(), left: left.toString() },
      });
    }
  }
}
