import type { TokenView } from '../../../protocol/api/common.ts';
import type { ChainProps } from '../props.ts';

/** Demo dollars that one click gives, in token units. */
export const DEMO_MONEY_UNITS = 1_000_000_000n;

/** The money that everyone can make; undefined on every market but a demo. */
export const demoMoney = (chain: ChainProps): TokenView | undefined =>
  chain.demo ? chain.tokens.find(({ address }) => address === chain.contracts.demoDollar) : undefined;
