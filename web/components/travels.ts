import { kinds } from '../../protocol/kind.ts';

/**
 * Whether an order is shipped; what does not travel is handed over, and pages say so.
 * @param kind number of the kind, as in an offer
 */
export const travels = (kind: number): boolean => kinds[kind] === 'shipped';
