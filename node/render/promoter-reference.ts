import type { Queries } from '../../indexer/queries/queries.ts';
import type { PromoterReference } from '../../web/page-request.ts';

/** The promoter that a page's address names in `?ref=`. */
export async function promoterReference(
  queries: Pick<Queries, 'getPromoter'>,
  ref: string | null,
): Promise<PromoterReference | null> {
  return ref === null ? null : { address: ref, registered: (await queries.getPromoter(ref)) !== undefined };
}
