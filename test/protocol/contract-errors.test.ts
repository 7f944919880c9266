import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { ErrorFragment, Interface } from 'ethers';
import { contractErrors } from '../../protocol/contract-error-table.ts';
import { contractError } from '../../protocol/contract-errors.ts';
import { VouchError } from '../../protocol/errors.ts';
import { bytes32Of, shop, token } from './samples.ts';

const abiFolder = join(import.meta.dirname, '../../protocol/abi');

/** Signatures of all custom errors of all exported ABIs. */
async function abiErrors(): Promise<Set<string>> {
  const signatures = new Set<string>();
  for (const file of await readdir(abiFolder)) {
    const exports: Record<string, unknown> = await import(join(abiFolder, file));
    for (const value of Object.values(exports)) {
      if (!Array.isArray(value)) continue;
      for (const item of value) if (item.type === 'error') signatures.add(ErrorFragment.from(item).format('sighash'));
    }
  }
  return signatures;
}

const signatureOf = ({ name, inputs }: (typeof contractErrors)[number]) => `${name}(${inputs.map(({ type }) => type)})`;
const revertOf = (signature: string, values: unknown[]) =>
  new Interface([`error ${signature}`]).encodeErrorResult(signature.split('(')[0]!, values);

test('every custom error of the contracts has an entry with its types, and no entry is left over', async () => {
  const expected = await abiErrors();
  assert.ok(expected.size > 150);
  const builtIn = ['Error(string)', 'Panic(uint256)'];
  assert.deepEqual(contractErrors.map(signatureOf).sort(), [...expected, ...builtIn].sort());
});

test('codes are stable nouns with a problem', () => {
  for (const { code } of contractErrors) assert.match(code, /^[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*$/);
});

test('a revert becomes its code, with arguments that name their units', () => {
  const data = revertOf('DepositsInsufficient(address,address,uint256,uint256)', [shop, token, 5n, 2n ** 100n]);
  const error = contractError(data);
  assert.ok(error instanceof VouchError);
  assert.equal(error.code, 'deposits.insufficient');
  assert.equal(error.message, "The shop's free deposit does not cover this.");
  assert.match(error.hint ?? '', /^Buy less or wait/);
  assert.equal(error.cause, data);
  const { error: name, freeUnits, neededUnits } = error.details;
  assert.deepEqual([name, freeUnits, neededUnits], ['DepositsInsufficient', '5', '1267650600228229401496703205376']);
  assert.equal(String(error.details.shop).toLowerCase(), shop);
  assert.doesNotThrow(() => JSON.stringify(error));
});

test('states and parameters are named', () => {
  const state = contractError(revertOf('OrderStateWrong(bytes32,uint8)', [bytes32Of('01'), 3]));
  assert.equal(state.details.state, 'shipped');
  const later = contractError(revertOf('OrderStateWrong(bytes32,uint8)', [bytes32Of('01'), 77]));
  assert.equal(later.details.state, 77);
  const phase = contractError(revertOf('CourtPhaseWrong(bytes32,uint8)', [bytes32Of('01'), 2]));
  assert.equal(phase.details.phase, 'voting');
  const seat = contractError(revertOf('CourtSeatStateWrong(bytes32,uint8,uint8)', [bytes32Of('01'), 2, 5]));
  assert.deepEqual([seat.details.seat, seat.details.seatState], [2, 'silent']);
  const name = `0x${Buffer.from('feeBps').toString('hex').padEnd(64, '0')}`;
  const bounds = contractError(revertOf('SettingsOutOfBounds(bytes32,uint256,uint256,uint256)', [name, 600, 0, 500]));
  assert.equal(bounds.details.parameter, 'feeBps');
});

test('the data is found wherever clients and wallets put it', () => {
  const data = revertOf('OfferSoldOut(bytes32,uint256,uint256)', [bytes32Of('01'), 3, 1]);
  const circular: Record<string, unknown> = { message: 'x' };
  circular.cause = circular;
  circular.error = { data: { originalError: { data } } };
  const wrapped = [
    { data },
    { raw: data, data: { errorName: 'OfferSoldOut' } },
    new Error('call failed', { cause: new Error('rpc', { cause: { code: 3, data } }) }),
    { code: -32_603, data: { originalError: { code: 3, data } } },
    circular,
  ];
  for (const each of wrapped) assert.equal(contractError(each).code, 'offer.sold_out');
});

test('reverts without a custom error of ours have codes too', () => {
  const reason = contractError(revertOf('Error(string)', ['paused for ever']));
  assert.deepEqual([reason.code, reason.details.reason], ['contract.reverted', 'paused for ever']);
  const panic = contractError(revertOf('Panic(uint256)', [0x11]));
  assert.deepEqual([panic.code, panic.details.panicCode], ['contract.panicked', '17']);
  const unknown = contractError('0xdeadbeef');
  assert.deepEqual([unknown.code, unknown.details.data], ['contract.error_unknown', '0xdeadbeef']);
  assert.equal(contractError('0x08c379a0ff').code, 'contract.error_unknown');
});

test('failures without a revert are told apart', () => {
  assert.equal(contractError(new Error('fetch failed')).code, 'contract.call_failed');
  assert.equal(contractError(new Error('fetch failed')).retryable, true);
  assert.equal(contractError('no hex').code, 'contract.call_failed');
  assert.equal(contractError(undefined).code, 'contract.call_failed');
  assert.equal(contractError({ cause: { code: 4001, message: 'denied' } }).code, 'wallet.rejected');
});

test('waiting is advised only where it helps', () => {
  const retryable = contractErrors.filter((each) => each.retryable).map(({ name }) => name);
  assert.deepEqual(retryable, [
    'AccessManagerNotReady',
    'CourtDeadlineAhead',
    'CourtDrawAhead',
    'CourtJurorsShort',
    'CourtSeatBusy',
    'CourtStakeLocked',
    'DepositsStillBonded',
    'GroupAlreadyOpen',
    'OrderAlreadyExists',
    'OrderDeadlineAhead',
    'PointsOrderNotCompleted',
    'ReentrancyGuardReentrantCall',
    'ReviewOrderNotFinal',
  ]);
  const ahead = contractError(revertOf('OrderDeadlineAhead(bytes32,uint40)', [bytes32Of('01'), 1_800_000_000]));
  assert.deepEqual([ahead.retryable, ahead.details.deadlineSeconds], [true, 1_800_000_000]);
});

test("the project's own errors pass through", () => {
  const error = new VouchError({ code: 'head.expired', message: 'Too late.' });
  assert.equal(contractError(error), error);
});
