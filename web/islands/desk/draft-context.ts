import { VouchError } from '../../../protocol/errors.ts';
import { addressSchema } from '../../../protocol/primitives.ts';
import type { ChainProps } from '../props.ts';
import type { CatalogueEdits } from './catalogue-edit.ts';
import type { DraftContext } from './check-draft.ts';
import type { LoadedCatalogue } from './node-blocks.ts';

/**
 * What the drafts of a shop are checked against: the market's token, who rules disputes, and the shop's other listings.
 * @throws VouchError `offer.arbitrator_invalid` where the node suggests nobody to rule disputes
 */
export function draftContext(
  chain: ChainProps,
  { shop, catalogue, added = [] }: { shop: string; catalogue: LoadedCatalogue | null; added?: CatalogueEdits['added'] },
): DraftContext {
  const [token] = chain.tokens;
  const arbitrator = addressSchema.safeParse(chain.arbitrator);
  if (token === undefined || !arbitrator.success) {
    throw new VouchError({
      code: 'offer.arbitrator_invalid',
      message: 'This node suggests nobody to rule disputes.',
      hint: 'Use the command line, where an arbitrator can be named.',
    });
  }
  return {
    shop: addressSchema.parse(shop),
    token: { address: addressSchema.parse(token.address), decimals: token.decimals },
    arbitrator: arbitrator.data,
    handles: new Set([...(catalogue?.entries ?? []), ...added].map(({ handle }) => handle)),
    sales: catalogue?.sales ?? [],
    before: null,
  };
}
