/** Part of every order that the deposit covers, where the seller does not say otherwise. */
export const COVERAGE_BPS = 2_000;
