/** The contracts of a market. Each has an ABI in `protocol/abi/`. */
export const deployableContracts = [
  'AccessManager',
  'Settings',
  'Vault',
  'Shops',
  'Deposits',
  'Market',
  'Reviews',
  'Referrals',
  'Groups',
  'Discounts',
  'Hosts',
  'Court',
  'DemoDollar',
] as const;

/** The contract that creates the others; nobody else calls it. */
export const deployerContract = 'Deployer';

/** Files of npm packages that hold deployable contracts and so are compiled in their own right. */
export const deployableFromNpm = ['@openzeppelin/contracts/access/manager/AccessManager.sol'];
