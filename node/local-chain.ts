/** Chain ID of local chains, whose accounts are public and whose nodes share a machine. */
export const LOCAL_CHAIN_ID = 31_337;
