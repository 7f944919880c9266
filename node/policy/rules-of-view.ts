import { CID } from 'multiformats/cid';
import type { PolicyView } from '../../protocol/api/policy.ts';
import { digestOf } from '../../protocol/block.ts';
import { addressSchema } from '../../protocol/primitives.ts';
import type { Rules } from './rules.ts';

/** The rules that another node says it follows. */
export function rulesOfView({ problem: _, ...view }: PolicyView): Rules {
  const deniedShops: Rules['deniedShops'] = new Map(
    view.denials.flatMap((denial) =>
      denial.shop === null ? [] : [[addressSchema.parse(denial.shop), denial] as const],
    ),
  );
  const deniedBlocks: Rules['deniedBlocks'] = new Map(
    view.denials.flatMap((denial) => (denial.cid === null ? [] : [[digestOf(CID.parse(denial.cid)), denial] as const])),
  );
  const followed: Rules['followed'] = new Set(view.followed.map((shop) => addressSchema.parse(shop)));
  return {
    shop: (shop) => deniedShops.get(shop),
    block: (cid) => deniedBlocks.get(digestOf(cid)),
    follows: (shop) => followed.has(shop),
    onlyFollowed: view.carries === 'followed',
    deniedBlocks,
    deniedShops,
    followed,
    view,
  };
}
