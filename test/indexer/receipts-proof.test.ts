import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createWalletClient, http } from 'viem';
import { createBloomCheck } from '../../indexer/follow/bloom-check.ts';
import { followedAddresses } from '../../indexer/handlers/decode-log.ts';
import { checkHeader } from '../../indexer/rpc/check-header.ts';
import { areProven, proveLogs } from '../../indexer/rpc/prove-logs.ts';
import { connectRpc } from '../../indexer/rpc/rpc.ts';
import { emptyBloom } from '../../protocol/logs-bloom.ts';
import { logsOfReceipts, receiptSchema, receiptsRoot } from '../../protocol/receipts-root.ts';
import { deployVouch } from '../../scripts/deploy/deploy.ts';
import { accountAt, startAnvil } from './fixtures/anvil.ts';

/** Enough that the trie has extensions, branches of two levels and keys of two bytes. */
const TRANSFERS = 140;

test('the blocks of a real chain prove their logs: header, filter and receipts agree', async (t) => {
  const { url, client } = await startAnvil(t);
  const { contracts } = await deployVouch({
    rpcUrl: url,
    account: accountAt(0),
    log: () => undefined,
    demoDollar: true,
  });
  const addresses = followedAddresses(contracts);
  const rpc = connectRpc(url);
  const bloom = createBloomCheck(contracts);
  const head = await rpc.head();
  let proved = 0;
  for (let number = 1; number <= head.number; number += 1) {
    const header = await rpc.block(number);
    assert.ok(header?.bloom);
    assert.equal(checkHeader(header.answer), 'proved');
    const logs = await rpc.logsOfBlock(addresses, header);
    const proven = await proveLogs(rpc, header, addresses);
    assert.ok(proven);
    assert.equal(areProven(logs, proven), true);
    assert.equal(bloom.holds(header.bloom, logs), true);
    if (logs.length === 0) continue;
    proved += 1;
    assert.equal(bloom.mayHaveEvents(header.bloom), true);
    assert.equal(bloom.holds(emptyBloom, logs), false);
    assert.equal(areProven(logs.slice(1), proven), false, 'one is hidden');
    const [first, ...rest] = logs;
    assert.equal(areProven([{ ...first!, data: `${first!.data}00` }, ...rest], proven), false, 'one is changed');
    assert.equal(checkHeader({ ...header.answer, receiptsRoot: header.hash }), 'forged');
    assert.equal(
      await proveLogs(rpc, { ...header, answer: { ...header.answer, gasUsed: '0x1' } }, addresses),
      undefined,
    );
  }
  assert.ok(proved >= 3, `${proved} blocks have events`);
  assert.equal(bloom.mayHaveEvents(emptyBloom), false);

  await client.setAutomine(false);
  const wallet = createWalletClient({ account: accountAt(1), transport: http(url) });
  for (let nonce = 0; nonce < TRANSFERS; nonce += 1)
    await wallet.sendTransaction({ to: accountAt(2).address, value: 1n, nonce, gas: 21_000n, chain: null });
  await client.mine({ blocks: 1 });
  const full = await rpc.head();
  assert.deepEqual(await proveLogs(rpc, full, addresses), [], `${TRANSFERS} receipts without logs of ours`);
  const receipts = await rpc.receipts(full);
  assert.equal(receipts?.length, TRANSFERS);
});

test('the root over no receipts is that of an empty trie', () => {
  assert.equal(receiptsRoot([]), '0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421');
  const log = { address: `0x${'AB'.repeat(20)}`, topics: [], data: '0x' };
  const receipt = receiptSchema.parse({ status: '0x1', cumulativeGasUsed: '0x5208', logs: [log, log] });
  assert.deepEqual(
    logsOfReceipts([receipt]).map(({ index, address }) => [index, address]),
    [0, 1].map((index) => [index, `0x${'ab'.repeat(20)}`]),
  );
  assert.notEqual(receiptsRoot([receipt]), receiptsRoot([receipt, receipt]));
});
