import type { CID } from 'multiformats/cid';
import type { DenialView } from '../../protocol/api/policy.ts';
import { VouchError } from '../../protocol/errors.ts';
import type { Address } from '../../protocol/primitives.ts';
import type { Rules } from './rules.ts';

/** Why these rules leave a shop out, as an error with the reason and whose word it is; null when it is carried. */
export function shopRefusal(rules: Rules, shop: Address): VouchError | null {
  const denial = rules.shop(shop);
  if (denial !== undefined) return denied(`the shop ${shop}`, 'shop', denial);
  if (!rules.onlyFollowed || rules.follows(shop)) return null;
  return new VouchError({
    code: 'policy.not_followed',
    message: `This node carries only shops that its operator chose, and ${shop} is none of them.`,
    hint: 'Ask another node.',
    details: { field: 'shop', shop },
  });
}

/** Why these rules leave out what an account signs about itself and others: it is denied as shops are; null when it is carried. */
export function personRefusal(rules: Rules, account: Address): VouchError | null {
  const denial = rules.shop(account);
  return denial === undefined ? null : denied(`what ${account} signs`, 'account', denial);
}

/** Why these rules leave a block out; null when it is carried. */
export function blockRefusal(rules: Rules, cid: CID): VouchError | null {
  const denial = rules.block(cid);
  return denial === undefined ? null : denied(`the block ${cid.toString()}`, 'cid', denial);
}

const denied = (what: string, field: 'shop' | 'account' | 'cid', denial: DenialView): VouchError =>
  new VouchError({
    code: 'policy.denied',
    message: `This node does not carry ${what}: ${denial.reason}`,
    hint: 'Ask another node; what this one leaves out and why is under /policy.',
    details: { field, ...denial },
  });
