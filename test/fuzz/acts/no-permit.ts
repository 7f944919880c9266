import { zeroAddress, zeroBytes32 } from '../../../protocol/primitives.ts';

/** The permit of who gave an allowance before. */
export const noPermit = { token: zeroAddress, units: 0n, deadline: 0n, v: 0, r: zeroBytes32, s: zeroBytes32 };
