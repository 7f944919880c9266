import { openPolicy } from '../../protocol/policy.ts';
import type { NodePolicy } from './policy.ts';
import { compileRules } from './rules.ts';

/** The policy of a node without an operator's file: every shop with a sufficient deposit, for ever. */
export function openNodePolicy(): Omit<NodePolicy, 'receive' | 'stop'> {
  const rules = compileRules(openPolicy, []);
  return {
    rules: () => rules,
    shopRefusal: () => null,
    personRefusal: () => null,
    blockRefusal: () => null,
    view: () => rules.view,
    onChange: () => () => undefined,
    subscriptions: () => [],
    listOf: () => undefined,
  };
}
