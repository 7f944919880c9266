import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { pino } from 'pino';
import { type Hex, keccak256 } from 'viem';
import { mnemonicToAccount } from 'viem/accounts';
import { CHAIN_ID, chainRules } from '../../scripts/chain/chain-settings.ts';
import { type Chain, type ChainOptions, startChain } from '../../scripts/chain/start-chain.ts';

export const silentLog = pino({ level: 'silent' });

const accounts = new Map<number, ReturnType<typeof mnemonicToAccount>>();

/** A prefunded account; deriving one takes milliseconds, so each is derived once. */
export function accountAt(index: number): ReturnType<typeof mnemonicToAccount> {
  const account = accounts.get(index) ?? mnemonicToAccount(chainRules.mnemonic, { addressIndex: index });
  accounts.set(index, account);
  return account;
}

/** Receives the tests' transfers; nothing else pays it, so its balance counts them. */
export const sink: Hex = '0x00000000000000000000000000000000000051f4';

/** A signed transfer of one wei from a prefunded account, with overrides. */
export async function transfer(
  from: number,
  nonce: number,
  overrides: { to?: Hex | null; value?: bigint; data?: Hex; maxFeePerGas?: bigint; gas?: bigint } = {},
): Promise<{ raw: Hex; hash: Hex }> {
  const raw = await accountAt(from).signTransaction({
    type: 'eip1559',
    chainId: CHAIN_ID,
    nonce,
    gas: 21_000n,
    maxFeePerGas: 100_000_000_000n,
    maxPriorityFeePerGas: 1n,
    to: sink,
    value: 1n,
    ...overrides,
  });
  return { raw, hash: keccak256(raw) };
}

/** An empty folder that goes with the test. */
export function temporaryFolder(context: TestContext): string {
  const root = join(tmpdir(), 'vouch-test-chain');
  mkdirSync(root, { recursive: true });
  const folder = mkdtempSync(join(root, 'data-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A chain in this process, stopped with the test. */
export async function openChain(
  context: TestContext,
  options: Partial<ChainOptions> & { dataDir: string },
): Promise<Chain> {
  // Tests of blocks count them, so no empty ones follow unless a test asks for them.
  const chain = await startChain({ port: 0, log: silentLog, clock: Date.now, trailingBlocks: 0, ...options });
  context.after(() => chain.stop());
  return chain;
}

export interface RpcAnswer {
  id?: unknown;
  // biome-ignore lint/suspicious/noExplicitAny: each test knows the shape of what it asked for
  result?: any;
  error?: { code: number; message: string; data?: { code?: string; retryable?: boolean } };
}

/** Posts a JSON body and gives the parsed answer. */
export async function post<T = RpcAnswer>(url: string, body: unknown): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  return (await response.json()) as T;
}

/** Asks one method; gives result or error as they came. */
export const ask = (url: string, method: string, params: unknown[] = []): Promise<RpcAnswer> =>
  post(url, { jsonrpc: '2.0', id: 1, method, params });

/** Asks one method and gives its result. */
export async function get<T>(url: string, method: string, params: unknown[] = []): Promise<T> {
  const answer = await ask(url, method, params);
  if (answer.error) throw new Error(`${method}: ${JSON.stringify(answer.error)}`);
  return answer.result as T;
}

export interface Receipt {
  blockNumber: Hex;
  blockHash: Hex;
  transactionIndex: Hex;
  status: Hex;
}
export interface Block {
  number: Hex;
  hash: Hex;
  parentHash: Hex;
  timestamp: Hex;
  transactions: Hex[];
}

export const blockAt = (url: string, tag: string | number): Promise<Block> =>
  get(url, 'eth_getBlockByNumber', [typeof tag === 'number' ? `0x${tag.toString(16)}` : tag, false]);

/** Waits until a transaction is mined. */
export async function receiptOf(url: string, hash: Hex): Promise<Receipt> {
  for (let attempt = 0; attempt < 6_000; attempt += 1) {
    const receipt = await get<Receipt | null>(url, 'eth_getTransactionReceipt', [hash]);
    if (receipt) return receipt;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`${hash} was not mined`);
}

/** Sends a transfer and waits until it is mined. */
export async function sendMined(url: string, transaction: { raw: Hex; hash: Hex }): Promise<Receipt> {
  await get(url, 'eth_sendRawTransaction', [transaction.raw]);
  return receiptOf(url, transaction.hash);
}
