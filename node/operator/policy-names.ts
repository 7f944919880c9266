import type { Queries } from '../../indexer/queries/queries.ts';
import type { OperatorPolicy } from '../../protocol/api/operator.ts';

/** Names of the shops that a policy names and of the people whose lists it takes over, as far as this node knows them. */
export async function policyNames(
  queries: Pick<Queries, 'namesOf' | 'shopNames'>,
  { own, inForce }: Pick<OperatorPolicy, 'own' | 'inForce'>,
): Promise<OperatorPolicy['names']> {
  const shops = [...own.denied, ...own.allowed, ...inForce.denials].flatMap(({ shop }) => shop ?? []);
  const authors = [...own.lists, ...inForce.denials.flatMap(({ list }) => list ?? [])];
  const [ofPeople, ofShops] = await Promise.all([
    queries.namesOf([...new Set(authors)]),
    queries.shopNames([...new Set([...own.followed, ...shops])]),
  ]);
  return { ...ofPeople, ...ofShops };
}
