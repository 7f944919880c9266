import type { Abi } from 'viem';
import { decodeFunctionResult, encodeAbiParameters, keccak256 } from 'viem';
import { casePhases, seatStates } from '../../protocol/court.ts';
import { noCase, noJuror, noPool, noRound, noSeat } from '../../protocol/model/court-rows.ts';
import type { Tables, TakenRow } from '../../protocol/model/tables.ts';
import { orderOutcomes, orderStates } from '../../protocol/order.ts';
import type { OrderProgress } from '../../protocol/order-model.ts';
import { type Address, type Hex, zeroAddress, zeroBytes32 } from '../../protocol/primitives.ts';
import { callRaw, encode } from './chain.ts';
import { type Addresses, abis, type ContractName } from './deployment.ts';

type TableName = Exclude<keyof Tables, 'parameters' | 'treasury'>;

/** How a row of a table is read from the chain, and what the table says in the same shape. */
export interface Reader {
  read(at: Addresses, key: string): Promise<unknown>;
  expected(row: never): unknown;
}

const lower = (value: unknown): unknown => (typeof value === 'string' ? value.toLowerCase() : value);

/** Calls a getter; addresses come back in lower case. */
// biome-ignore lint/suspicious/noExplicitAny: every getter answers with a shape of its own, which is compared as a whole.
async function view(at: Addresses, contract: ContractName, name: string, args: readonly unknown[]): Promise<any> {
  const abi: Abi = abis[contract];
  const to = contract === 'blocking' ? (args[0] as Address) : at[contract];
  const passed = contract === 'blocking' ? args.slice(1) : args;
  const data = await callRaw(to, encode(abi, name, passed));
  return plain(decodeFunctionResult({ abi, functionName: name, data }));
}

/** Structs with lower-case addresses. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plain(each)]));
  }
  return lower(value);
}

/** A table whose getter gives what the table says. */
const getter = (contract: ContractName, name: string, none: unknown, order?: readonly number[]): Reader => ({
  read: (at, key) => {
    const parts = key.split(' ');
    return view(at, contract, name, order === undefined ? parts : order.map((position) => parts[position]));
  },
  expected: (row) => row ?? none,
});

const progressRow = ({ payout: _, ...row }: OrderProgress): Omit<OrderProgress, 'payout'> => row;

export const takenHash = (row: TakenRow): Hex =>
  keccak256(
    encodeAbiParameters(
      [
        {
          type: 'tuple',
          components: [
            { name: 'couponId', type: 'bytes32' },
            { name: 'firstOrderOnly', type: 'bool' },
            { name: 'pointsIssuer', type: 'address' },
            { name: 'points', type: 'uint128' },
          ],
        },
      ],
      [row],
    ),
  );

/** Every public getter whose answer a table predicts. */
export const readers: Partial<Record<TableName, Reader>> = {
  tokenTerms: getter('settings', 'tokenTerms', { accepted: false, decimals: 0, minStakeUnits: 0n, maxOrderUnits: 0n }),
  jurorTerms: getter('settings', 'jurorTerms', { seatUnits: 0n, feeUnits: 0n }),
  balances: getter('blocking', 'balanceOf', 0n),
  credits: getter('vault', 'creditOf', 0n),
  fees: getter('vault', 'feesOf', 0n),
  stakes: getter('deposits', 'stakeOf', undefined),
  shops: {
    read: async (at, shop) => ({
      open: await view(at, 'shops', 'isOpen', [shop]),
      lowestVersion: (await view(at, 'shops', 'publishing', [shop, shop]))[1],
      encryptionKey: await view(at, 'shops', 'encryptionKey', [shop]),
    }),
    expected: (row: Tables['shops'] extends Map<string, infer R> ? R : never) => ({
      open: true,
      lowestVersion: row.lowestVersion,
      encryptionKey: row.encryptionKey,
    }),
  } as Reader,
  publishers: {
    read: async (at, key) => (await view(at, 'shops', 'publishing', key.split(' ')))[0],
    expected: (row) => row ?? false,
  },
  promoters: {
    read: (at, key) => view(at, 'referrals', 'promoterOf', [key]),
    expected: (parent) => [true, parent],
  },
  hosts: getter('hosts', 'hostOf', { payout: zeroAddress, announced: zeroBytes32 }),
  operators: getter('hosts', 'operatorOf', zeroAddress),
  progress: {
    read: async (at, id) => {
      const row = await view(at, 'market', 'progressOf', [id]);
      return { ...row, state: orderStates[row.state], outcome: orderOutcomes[row.outcome] };
    },
    expected: (row: OrderProgress) => progressRow(row),
  } as Reader,
  sold: getter('market', 'soldOf', 0n),
  groups: getter('groups', 'groupOf', { members: 0, filledAt: 0 }),
  couponUses: getter('discounts', 'couponUses', 0),
  couponUsesBy: getter('discounts', 'couponUsesBy', 0),
  firstOrders: getter('discounts', 'usedFirstOrderCoupon', false),
  programs: getter('discounts', 'programOf', { earnBps: 0, maxDiscountBps: 0 }),
  points: getter('discounts', 'pointsOf', 0n),
  claimed: getter('discounts', 'pointsClaimed', false),
  taken: {
    read: (at, id) => view(at, 'discounts', 'takenBy', [id]),
    expected: (row: TakenRow | undefined) => (row === undefined ? zeroBytes32 : takenHash(row)),
  } as Reader,
  alliances: {
    read: async (at, key) => {
      const [{ rateBps, maxDiscountBps, capPoints, validUntil }] = await view(
        at,
        'discounts',
        'allianceOf',
        key.split(' '),
      );
      return { rateBps, maxDiscountBps, capPoints, validUntil: Number(validUntil) };
    },
    expected: (row) => row ?? { rateBps: 0, maxDiscountBps: 0, capPoints: 0n, validUntil: 0 },
  },
  usedPoints: {
    read: async (at, key) => (await view(at, 'discounts', 'allianceOf', key.split(' ')))[1],
    expected: (row) => row ?? 0n,
  },
  reviewSums: getter('reviews', 'sumsOf', { count: 0n, weightUnits: 0n, weightedHalfStars: 0n }),
  pools: getter('court', 'poolOf', noPool),
  seats: {
    read: (at, key) => view(at, 'court', 'seatOf', [key.split(' ')[0], Number(key.split(' ')[1])]),
    expected: (row) => row ?? noSeat,
  },
  jurors: getter('court', 'jurorOf', noJuror),
  cases: {
    read: async (at, id) => {
      const row = await view(at, 'court', 'caseOf', [id]);
      return { ...row, phase: casePhases[row.phase] };
    },
    expected: (row) => row ?? noCase,
  },
  rounds: {
    read: async (at, key) => {
      const row = await view(at, 'court', 'roundOf', [key.split(' ')[0], Number(key.split(' ')[1])]);
      return { ...row, drawBlock: Number(row.drawBlock) };
    },
    expected: (row) => row ?? noRound,
  },
  panels: {
    read: async (at, key) => {
      const rows = await view(at, 'court', 'panelOf', [key.split(' ')[0], Number(key.split(' ')[1])]);
      return rows.map((row: { state: number }) => ({ ...row, state: seatStates[row.state] }));
    },
    expected: (row) => row ?? [],
  },
};

/** Settings that are no tables. */
export const readSettings = async (at: Addresses): Promise<Pick<Tables, 'parameters' | 'treasury'>> => ({
  parameters: await view(at, 'settings', 'parameters', []),
  treasury: await view(at, 'settings', 'treasury', []),
});
