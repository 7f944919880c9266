import { network } from 'hardhat';

/** The one in-process chain of a test run; every test starts from a snapshot of it. */
export const { ethers, networkHelpers, provider } = await network.create();

export type Signer = Awaited<ReturnType<typeof ethers.getSigners>>[number];
