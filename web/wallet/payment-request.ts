import type { Address } from '../../protocol/primitives.ts';

/**
 * Address that a phone's wallet reads from a QR code to send tokens (EIP-681).
 * @param request `token` and the account that shall get it, on which chain; `units` of the token where the amount is settled
 */
export const paymentRequest = (request: {
  token: Address;
  account: Address;
  chainId: number;
  units?: bigint;
}): string => {
  const { token, account, chainId, units } = request;
  const amount = units === undefined ? '' : `&uint256=${units}`;
  return `ethereum:${token}@${chainId}/transfer?address=${account}${amount}`;
};
