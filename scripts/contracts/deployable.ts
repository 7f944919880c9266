/** The contracts that a deployment creates, in the order of creation. Each has an ABI in `protocol/abi/`. */
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

/** Files of npm packages that hold deployable contracts and so are compiled in their own right. */
export const deployableFromNpm = ['@openzeppelin/contracts/access/manager/AccessManager.sol'];
