import { bytesToHex, randomBytes } from '@noble/hashes/utils';
import { signTypedData } from 'viem/actions';
import { discountsAbi } from '../../../protocol/abi/discounts.ts';
import { encodeAllianceCode, type SignedAlliance } from '../../../protocol/alliance-code.ts';
import { contractError } from '../../../protocol/contract-errors.ts';
import { type Coupon, couponTypedData } from '../../../protocol/coupon.ts';
import { encodeCouponCode } from '../../../protocol/coupon-code.ts';
import { type Alliance, allianceTypedData, type Program } from '../../../protocol/points.ts';
import type { Hex } from '../../../protocol/primitives.ts';
import { ensureChain } from '../../wallet/chain-check.ts';
import { createWalletClient, type WalletClient } from '../../wallet/client.ts';
import { contractAddress } from '../../wallet/contracts.ts';
import type { ContractCall } from '../../wallet/send-transaction.ts';
import type { Connection } from '../../wallet/session.ts';
import type { TransactionKind } from '../../wallet/transaction-records.ts';
import type { ChainProps } from '../props.ts';

const PATH = '/desk/offers';

/** 32 random bytes: tells coupons with equal terms apart. */
export const randomNonce = (): Hex => `0x${bytesToHex(randomBytes(32))}`;

interface Signer {
  chain: ChainProps;
  connection: Connection;
}

/** Lets the wallet sign on the market's chain; what it refuses comes as the project's error. */
async function sign({ chain, connection }: Signer, ask: (client: WalletClient) => Promise<Hex>): Promise<Hex> {
  const { account, wallet } = connection;
  try {
    await ensureChain(wallet.provider, { chainId: chain.chainId, rpcUrl: `${location.origin}/rpc` });
    return await ask(createWalletClient({ provider: wallet.provider, account, chainId: chain.chainId }));
  } catch (cause) {
    throw contractError(cause);
  }
}

/**
 * Signs a coupon. Nothing is sent: the code holds all.
 * @returns the code
 * @throws VouchError `coupon.too_large`, `wallet.rejected`
 */
export async function signCoupon(signer: Signer, { coupon, skus }: { coupon: Coupon; skus: Hex[] }): Promise<string> {
  const discounts = contractAddress(signer.chain.contracts, 'discounts');
  const signature = await sign(signer, (client) =>
    signTypedData(client, { account: client.account, ...couponTypedData(signer.chain.chainId, discounts, coupon) }),
  );
  return encodeCouponCode({ coupon, skus, signer: signer.connection.account, signature });
}

/**
 * Signs the proposal of an alliance, as its issuer. Nothing is sent: the other shop makes it with the code.
 * @returns the code
 * @throws VouchError `alliance.invalid`, `wallet.rejected`
 */
export async function signAlliance(signer: Signer, alliance: Alliance): Promise<string> {
  const discounts = contractAddress(signer.chain.contracts, 'discounts');
  const signature = await sign(signer, (client) =>
    signTypedData(client, { account: client.account, ...allianceTypedData(signer.chain.chainId, discounts, alliance) }),
  );
  return encodeAllianceCode({ alliance, signature });
}

const call = (
  chain: ChainProps,
  parts: { kind: TransactionKind; functionName: string; args: readonly unknown[] },
): ContractCall => ({
  ...parts,
  address: contractAddress(chain.contracts, 'discounts'),
  abi: discountsAbi,
  path: PATH,
});

/** Withdraws a coupon for ever. */
export const cancelCouponCall = (chain: ChainProps, coupon: Coupon): ContractCall =>
  call(chain, { kind: 'cancel_coupon', functionName: 'cancelCoupon', args: [coupon] });

/** Sets what the shop gives and takes from now on. */
export const programCall = (chain: ChainProps, token: string, { earnBps, maxDiscountBps }: Program): ContractCall =>
  call(chain, { kind: 'set_program', functionName: 'setProgram', args: [token, earnBps, maxDiscountBps] });

/** Takes the points of the shop that signed. */
export const makeAllianceCall = (chain: ChainProps, { alliance, signature }: SignedAlliance): ContractCall =>
  call(chain, { kind: 'make_alliance', functionName: 'makeAlliance', args: [alliance, signature] });

/** Ends an alliance. */
export const endAllianceCall = (
  chain: ChainProps,
  { issuer, acceptor, token }: { issuer: string; acceptor: string; token: string },
): ContractCall => call(chain, { kind: 'end_alliance', functionName: 'endAlliance', args: [issuer, acceptor, token] });
