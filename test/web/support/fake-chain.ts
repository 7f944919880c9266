import {
  type Abi,
  decodeFunctionData,
  encodeAbiParameters,
  encodeErrorResult,
  encodeEventTopics,
  encodeFunctionResult,
  erc20Abi,
  getAbiItem,
  type Hex,
  keccak256,
  toHex,
} from 'viem';
import { courtAbi } from '../../../protocol/abi/court.ts';
import { demoDollarAbi } from '../../../protocol/abi/demo-dollar.ts';
import { depositsAbi } from '../../../protocol/abi/deposits.ts';
import { discountsAbi } from '../../../protocol/abi/discounts.ts';
import { groupsAbi } from '../../../protocol/abi/groups.ts';
import { marketAbi } from '../../../protocol/abi/market.ts';
import { referralsAbi } from '../../../protocol/abi/referrals.ts';
import { settingsAbi } from '../../../protocol/abi/settings.ts';
import { shopsAbi } from '../../../protocol/abi/shops.ts';
import { vaultAbi } from '../../../protocol/abi/vault.ts';
import { buyer, chainId, contracts, mailbox, shop, token } from './signed-shop.ts';

/** What a test may change of the chain. */
export interface ChainState {
  mayPublish: boolean;
  sold: bigint;
  freeUnits: bigint;
  /** Value that the shop sold well: a short record lets it lock a quarter of its stake. */
  soldWell: bigint;
  suspended: boolean;
  /** Members of the group that buyers join. */
  members: number;
  couponUses: number;
  points: bigint;
  balance: bigint;
  /** Name of a market error that every purchase ends with. */
  refusal: 'OfferSoldOut' | null;
  /** Fingerprint of the note with which no order may be marked as shipped. */
  refusedNote: Hex | null;
  permits: boolean;
  /** Whether its wallet runs several calls as one (EIP-5792). */
  batching: 'supported' | 'ready' | null;
  /** How the wallet tells of every batch. */
  batchStatus: 200 | 400 | 500;
}

/** A chain that answers the calls of the pages from a table and takes every transaction. */
export interface FakeChain {
  state: ChainState;
  request: (call: { method: string; params?: readonly unknown[] | undefined }) => unknown;
  /** Calls of transactions that were sent, decoded. */
  sent: { functionName: string; args: readonly unknown[] }[];
  block: () => number;
  /** Hash of the newest transaction. */
  lastHash: () => Hex;
}

const zero = `0x${'00'.repeat(32)}` as const;
const orderTypes = getAbiItem({ abi: marketAbi, name: 'OrderPaid' }).inputs.filter((input) => !input.indexed);

/** Functions that answer nothing. */
const done = (names: readonly string[]): Record<string, () => undefined> =>
  Object.fromEntries(names.map((name) => [name, () => undefined]));

/** The revert that JSON-RPC carries. */
const reverted = (data: Hex): Error => Object.assign(new Error('execution reverted'), { code: 3, data });

const unsupported = (method: string): Error =>
  Object.assign(new Error(`${method} is not supported`), { code: -32_601 });

/**
 * Starts a chain at a moment.
 * @param now Unix seconds of its newest block
 */
export function createFakeChain(now: number): FakeChain {
  const state: ChainState = {
    mayPublish: true,
    sold: 2n,
    freeUnits: 500_000_000n,
    soldWell: 500_000_000n,
    suspended: false,
    members: 2,
    couponUses: 0,
    points: 0n,
    balance: 900_000_000n,
    refusal: null,
    refusedNote: null,
    permits: true,
    batching: null,
    batchStatus: 200,
  };
  const sent: FakeChain['sent'] = [];
  const receipts = new Map<Hex, unknown>();
  let block = 100;

  const views: Record<string, { abi: Abi; answers: Record<string, (...args: readonly unknown[]) => unknown> }> = {
    [contracts.shops]: {
      abi: shopsAbi as Abi,
      answers: {
        publishing: () => [state.mayPublish, 1n],
        encryptionKey: () => mailbox.publicKey,
        ...done(['open', 'setPublisher', 'setProfile']),
      },
    },
    [contracts.deposits]: {
      abi: depositsAbi as Abi,
      answers: {
        stakeOf: () => ({
          stakedUnits: state.freeUnits,
          lockedUnits: 0n,
          releaseAt: 0,
          suspendedTier: state.suspended ? 1 : 0,
          unbondingUnits: 0n,
          closedUnits: state.soldWell,
          failedUnits: 0n,
        }),
        ...done(['stake']),
      },
    },
    [contracts.groups]: {
      abi: groupsAbi as Abi,
      answers: { groupOf: () => ({ members: state.members, filledAt: 0 }) },
    },
    [contracts.discounts]: {
      abi: discountsAbi as Abi,
      answers: {
        couponUses: () => state.couponUses,
        couponUsesBy: () => 0,
        usedFirstOrderCoupon: () => false,
        pointsOf: () => state.points,
        pointsClaimed: () => false,
        claimPoints: () => undefined,
        giveBack: () => undefined,
        programOf: () => ({ earnBps: 300, maxDiscountBps: 2_000 }),
      },
    },
    [contracts.court]: {
      abi: courtAbi as Abi,
      answers: {
        arbitrationCost: () => 15_000_000n,
        appealCost: () => 70_000_000n,
        createDispute: () => 1n,
        ...done(['appeal', 'submitEvidence', 'draw', 'advance']),
      },
    },
    [contracts.vault]: { abi: vaultAbi as Abi, answers: done(['withdraw']) },
    [contracts.referrals]: { abi: referralsAbi as Abi, answers: { promoterOf: () => [true, `0x${'00'.repeat(20)}`] } },
    [contracts.settings]: {
      abi: settingsAbi as Abi,
      answers: { tokenTerms: () => ({ accepted: true, decimals: 6, minStakeUnits: 1n, maxOrderUnits: 10n ** 18n }) },
    },
    [token.address]: {
      abi: [...erc20Abi, ...demoDollarAbi] as Abi,
      answers: {
        symbol: () => token.symbol,
        decimals: () => token.decimals,
        balanceOf: () => state.balance,
        allowance: () => 0n,
        mint: () => undefined,
        approve: () => true,
        nonces: () => 0n,
        eip712Domain: () => ['0x0f', 'Demo Dollar', '1', BigInt(chainId), token.address, zero, []],
      },
    },
    [contracts.market]: {
      abi: marketAbi as Abi,
      answers: {
        soldOf: () => state.sold,
        ...done(['handOver', 'poke', 'dispute', 'propose', 'refuse']),
        ship: (_, note) => {
          if (note !== state.refusedNote) return undefined;
          throw reverted(encodeErrorResult({ abi: marketAbi, errorName: 'OrderStateWrong', args: [zero, 2] }));
        },
        buy: () => {
          if (state.refusal === null) return [keccak256('0x01')];
          throw reverted(encodeErrorResult({ abi: marketAbi, errorName: state.refusal, args: [zero, 3n, 1n] }));
        },
      },
    },
  };

  const call = ({ to, data }: { to: Hex; data: Hex }): Hex => {
    const view = views[to.toLowerCase()];
    if (view === undefined) throw new Error(`nothing lives at ${to}`);
    const { functionName, args = [] } = decodeFunctionData({ abi: view.abi, data });
    if (functionName === 'eip712Domain' && !state.permits) throw reverted('0x');
    const answer = view.answers[functionName];
    if (answer === undefined) throw new Error(`${functionName} is not expected`);
    return encodeFunctionResult({ abi: view.abi, functionName, result: answer(...args) });
  };

  const send = ({ to, data }: { to: Hex; data: Hex }): Hex => {
    const abi = views[to.toLowerCase()]?.abi ?? [];
    const { functionName, args = [] } = decodeFunctionData({ abi, data });
    sent.push({ functionName, args });
    if (functionName === 'mint') state.balance += BigInt(String(args[0]));
    block += 1;
    const hash = keccak256(toHex(block));
    const logs = functionName === 'buy' ? [paidLog(hash)] : [];
    receipts.set(hash, {
      transactionHash: hash,
      blockNumber: toHex(block),
      blockHash: hash,
      status: '0x1',
      logs,
      transactionIndex: '0x0',
      gasUsed: '0x1',
      cumulativeGasUsed: '0x1',
      effectiveGasPrice: '0x1',
      type: '0x2',
      from: buyer.address,
      to,
      contractAddress: null,
      logsBloom: `0x${'00'.repeat(256)}`,
    });
    return hash;
  };

  const paidLog = (hash: Hex) => {
    const word = (type: string): unknown => {
      if (type === 'address') return buyer.address;
      return type === 'bytes32' ? zero : type.startsWith('uint') && Number(type.slice(4)) <= 48 ? 0 : 0n;
    };
    const value = (input: { type: string; components?: readonly { type: string; name?: string }[] }): unknown =>
      input.components === undefined
        ? word(input.type)
        : Object.fromEntries(input.components.map((each) => [each.name, value(each)]));
    return {
      address: contracts.market,
      topics: encodeEventTopics({
        abi: marketAbi,
        eventName: 'OrderPaid',
        args: { orderId: keccak256('0x01'), shop, buyer: buyer.address },
      }),
      data: encodeAbiParameters(orderTypes, orderTypes.map(value) as never),
      blockNumber: toHex(block),
      blockHash: hash,
      transactionHash: hash,
      transactionIndex: '0x0',
      logIndex: '0x0',
      removed: false,
    };
  };

  return {
    state,
    sent,
    block: () => block,
    lastHash: () => keccak256(toHex(block)),
    request: ({ method, params = [] }) => {
      switch (method) {
        case 'eth_chainId':
          return toHex(chainId);
        case 'eth_accounts':
        case 'eth_requestAccounts':
          return [buyer.address];
        case 'eth_blockNumber':
          return toHex(block);
        case 'eth_getBlockByNumber':
          return {
            number: toHex(block),
            timestamp: toHex(now),
            baseFeePerGas: '0x7',
            transactions: [],
            hash: zero,
            gasLimit: '0x1c9c380',
            gasUsed: '0x0',
          };
        case 'eth_call':
          return call(params[0] as { to: Hex; data: Hex });
        case 'eth_getCode':
          return '0x';
        case 'eth_estimateGas':
          return '0x30d40';
        case 'eth_sendTransaction':
          return send(params[0] as { to: Hex; data: Hex });
        case 'eth_getTransactionReceipt':
          return receipts.get(params[0] as Hex) ?? null;
        case 'wallet_getCapabilities':
          if (state.batching === null) throw unsupported(method);
          return { [toHex(chainId)]: { atomic: { status: state.batching } } };
        case 'wallet_sendCalls': {
          const [{ calls }] = params as [{ calls: { to: Hex; data: Hex }[] }];
          return { id: `batch of ${calls.map(send).at(-1)}` };
        }
        case 'wallet_getCallsStatus': {
          const receipt = receipts.get(String(params[0]).replace('batch of ', '') as Hex);
          const { batchStatus: status } = state;
          return { version: '2.0.0', id: params[0], atomic: true, status, receipts: status === 400 ? [] : [receipt] };
        }
        case 'eth_signTypedData_v4':
          return buyer.signTypedData(JSON.parse(String(params[1])));
        default:
          throw unsupported(method);
      }
    },
  };
}
