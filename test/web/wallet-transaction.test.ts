import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { VouchError } from '../../protocol/errors.ts';
import { isBusy, nextTransaction, type TransactionEvent, type TransactionState } from '../../web/wallet/transaction.ts';
import { createTransactionRecords, type TransactionRecord } from '../../web/wallet/transaction-records.ts';
import { createMemoryStorage } from './support/fake-provider.ts';

const hash = `0x${'ab'.repeat(32)}` as const;
const other = `0x${'cd'.repeat(32)}` as const;
const error = new VouchError({ code: 'order.state_wrong', message: 'Too late.' });
const run = (...events: TransactionEvent[]): TransactionState =>
  events.reduce<TransactionState>(nextTransaction, { step: 'idle' });

test('a transaction goes from the click to the index of the node', () => {
  const sent = run({ type: 'started' }, { type: 'asked', asking: 'transaction' }, { type: 'sent', hash });
  assert.deepEqual(sent, { step: 'sent', hash });
  const done = [{ type: 'included', block: 7 }, { type: 'indexed' }] as const;
  assert.deepEqual(done.reduce<TransactionState>(nextTransaction, sent), { step: 'indexed', hash, block: 7 });
});

test('a wallet may ask twice: for a permit and for the transaction', () => {
  const state = run({ type: 'started' }, { type: 'asked', asking: 'permit' }, { type: 'asked', asking: 'transaction' });
  assert.deepEqual(state, { step: 'signing', asking: 'transaction' });
});

test('a repriced transaction goes on under its new hash', () => {
  const state = run(
    { type: 'started' },
    { type: 'sent', hash },
    { type: 'sent', hash: other },
    { type: 'included', block: 1 },
  );
  assert.deepEqual(state, { step: 'included', hash: other, block: 1 });
});

test('declining, reverting, dropping and failing end it, with the hash where there is one', () => {
  assert.deepEqual(run({ type: 'started' }, { type: 'asked', asking: 'transaction' }, { type: 'rejected' }), {
    step: 'rejected',
  });
  assert.deepEqual(run({ type: 'started' }, { type: 'reverted', error }), { step: 'reverted', error, hash: null });
  assert.deepEqual(run({ type: 'started' }, { type: 'sent', hash }, { type: 'reverted', error }), {
    step: 'reverted',
    error,
    hash,
  });
  assert.deepEqual(run({ type: 'started' }, { type: 'sent', hash }, { type: 'dropped' }), { step: 'dropped', hash });
  assert.deepEqual(run({ type: 'started' }, { type: 'failed', error }), { step: 'failed', error, hash: null });
});

test('a late answer of the wallet changes nothing', () => {
  const done = run({ type: 'started' }, { type: 'sent', hash }, { type: 'included', block: 1 }, { type: 'indexed' });
  for (const event of [
    { type: 'rejected' },
    { type: 'sent', hash: other },
    { type: 'dropped' },
    { type: 'failed', error },
    { type: 'included', block: 9 },
  ] as const)
    assert.equal(nextTransaction(done, event), done);
});

test('whatever happens, a busy transaction is never started again and a reset makes it idle', () => {
  const event = fc.constantFrom<TransactionEvent>(
    { type: 'started' },
    { type: 'asked', asking: 'permit' },
    { type: 'sent', hash },
    { type: 'included', block: 1 },
    { type: 'indexed' },
    { type: 'rejected' },
    { type: 'reverted', error },
    { type: 'dropped' },
    { type: 'failed', error },
  );
  fc.assert(
    fc.property(fc.array(event, { maxLength: 20 }), (events) => {
      const state = run(...events);
      if (isBusy(state)) assert.equal(nextTransaction(state, { type: 'started' }), state);
      assert.deepEqual(nextTransaction(state, { type: 'reset' }), { step: 'idle' });
    }),
  );
});

const record: TransactionRecord = {
  id: hash,
  of: 'transaction',
  kind: 'buy',
  account: `0x${'11'.repeat(20)}`,
  chainId: 31_337,
  path: '/orders',
  sentAt: 1_795_000_000,
};

test('a sent transaction is there after a reload, once, until it is removed', () => {
  const storage = createMemoryStorage();
  createTransactionRecords(storage).add(record);
  createTransactionRecords(storage).add({ ...record, kind: 'ship' });
  const reloaded = createTransactionRecords(storage);
  assert.deepEqual(reloaded.list(), [{ ...record, kind: 'ship' }]);
  reloaded.remove(record);
  assert.deepEqual(createTransactionRecords(storage).list(), []);
});

test('records that something else wrote are left out, above all links to other sites', () => {
  const storage = createMemoryStorage();
  const bad = [
    null,
    7,
    { ...record, id: '0x1' },
    { ...record, of: 'nothing' },
    { ...record, kind: 'rob' },
    { ...record, path: '//evil.example' },
    { ...record, path: 'javascript:alert(1)' },
    { ...record, chainId: 1.5 },
  ];
  storage.setItem('vouch.transactions', JSON.stringify([...bad, record]));
  assert.deepEqual(createTransactionRecords(storage).list(), [record]);
  storage.setItem('vouch.transactions', '{');
  assert.deepEqual(createTransactionRecords(storage).list(), []);
});
