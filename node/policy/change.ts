import { CID } from 'multiformats/cid';
import type { PolicyChange } from '../../protocol/api/operator.ts';
import type { Policy } from '../../protocol/policy.ts';
import { addressSchema } from '../../protocol/primitives.ts';
import { parseCid } from '../api/parse-cid.ts';

type Subject = Policy['allowed'][number];

/** A shop's address, or a block's identifier. @throws VouchError `cid.invalid` */
function subjectOf(word: string): Subject {
  const shop = addressSchema.safeParse(word);
  return shop.success ? { shop: shop.data } : { cid: parseCid(word, 'SHOP-OR-CID').toString() };
}
const isSame = (one: Subject, other: Subject): boolean =>
  one.shop === other.shop &&
  (one.cid === other.cid || (one.cid !== undefined && other.cid !== undefined && sameDigest(one.cid, other.cid)));
const sameDigest = (one: string, other: string): boolean =>
  Buffer.from(CID.parse(one).multihash.digest).equals(CID.parse(other).multihash.digest);

const deny = (policy: Policy, word: string, { reason, since }: { reason: string; since: number }): Policy => {
  const subject = subjectOf(word);
  return {
    ...policy,
    denied: [
      ...policy.denied.filter((each) => !isSame({ shop: each.shop, cid: each.cid }, subject)),
      { ...subject, reason, since },
    ],
    allowed: policy.allowed.filter((each) => !isSame(each, subject)),
  };
};

const allow = (policy: Policy, word: string): Policy => {
  const subject = subjectOf(word);
  const denied = policy.denied.filter((each) => !isSame({ shop: each.shop, cid: each.cid }, subject));
  if (denied.length < policy.denied.length) return { ...policy, denied };
  return { ...policy, allowed: [...policy.allowed.filter((each) => !isSame(each, subject)), subject] };
};

/**
 * The operator's policy after one change; whoever writes it checks its bounds.
 * @param now Unix seconds, which a new denial carries
 * @throws VouchError `cid.invalid` for something that is neither a shop nor a block
 */
export function changed(policy: Policy, change: PolicyChange, now: number): Policy {
  switch (change.act) {
    case 'carry':
      return { ...policy, carries: change.carries };
    case 'deny':
      return deny(policy, change.subject, { reason: change.reason, since: now });
    case 'allow':
      return allow(policy, change.subject);
    case 'follow':
      return { ...policy, followed: [...new Set([...policy.followed, change.shop])] };
    case 'unfollow':
      return { ...policy, followed: policy.followed.filter((each) => each !== change.shop) };
    case 'subscribe':
      return { ...policy, lists: [...new Set([...policy.lists, change.author])] };
    case 'unsubscribe':
      return { ...policy, lists: policy.lists.filter((each) => each !== change.author) };
  }
}
