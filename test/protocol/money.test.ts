import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { unwrap } from '../../protocol/errors.ts';
import { formatMoney, microsOf, parseMoney } from '../../protocol/money.ts';
import { moneyText } from '../../protocol/money-text.ts';

const codeOf = (text: string, decimals: number) => {
  const result = parseMoney(text, decimals);
  return result.ok ? result.value : result.error.code;
};

test('amounts are read exactly', () => {
  assert.equal(codeOf('12.50', 6), 12_500_000n);
  assert.equal(codeOf(' 0012 ', 0), 12n);
  assert.equal(codeOf('0.000001', 6), 1n);
  assert.equal(codeOf('1.500', 1), 15n);
  assert.equal(codeOf('0', 18), 0n);
});

test('what is no amount is refused with its reason', () => {
  for (const text of ['', 'x', '1,5', '1e5', '+1', '.5', '5.', '1 000', '0x10', '１２', 'NaN', '9'.repeat(61)]) {
    assert.equal(codeOf(text, 6), 'money.invalid', text);
  }
  assert.equal(codeOf('-1', 6), 'money.negative');
  assert.equal(codeOf('1.0000001', 6), 'money.too_many_decimals');
  assert.equal(codeOf('1.5', 0), 'money.too_many_decimals');
});

test('the limit is 128 bits', () => {
  const most = (1n << 128n) - 1n;
  assert.equal(codeOf(most.toString(), 0), most);
  assert.equal(codeOf((most + 1n).toString(), 0), 'money.too_large');
});

test('errors name field and limit', () => {
  const result = parseMoney('1.2345', 2);
  assert.ok(!result.ok);
  assert.equal(result.error.details.field, 'amount');
  assert.equal(result.error.details.limit, '2 decimal places');
});

test('text and units convert into each other', () => {
  assert.equal(moneyText(12_500_000n, 6), '12.5');
  assert.equal(moneyText(5n, 6), '0.000005');
  assert.equal(moneyText(7n, 0), '7');
  assert.equal(moneyText(0n, 18), '0');
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }), fc.integer({ min: 0, max: 36 }), (units, decimals) => {
      assert.equal(unwrap(parseMoney(moneyText(units, decimals), decimals)), units);
    }),
  );
});

test('amounts are shown in the form of the locale, exactly however large', () => {
  const money = { units: 1_234_567_500_000n, decimals: 6, symbol: 'dUSD' };
  assert.equal(formatMoney(money, 'en'), '1,234,567.50\u00a0dUSD');
  assert.equal(formatMoney(money, 'de'), '1.234.567,50\u00a0dUSD');
  assert.equal(formatMoney(money, 'zh-CN'), '1,234,567.50\u00a0dUSD');
  assert.equal(formatMoney({ units: 7n, decimals: 0, symbol: 'X' }, 'en'), '7\u00a0X');
  const large = formatMoney({ units: 2n ** 120n + 1n, decimals: 18, symbol: 'X' }, 'en');
  assert.equal(large.replaceAll(',', ''), `${moneyText(2n ** 120n + 1n, 18)}\u00a0X`);
});

test('weights are millionths whatever the decimals of the token', () => {
  assert.equal(microsOf(200_000n, 6), 200_000n);
  assert.equal(microsOf(20n, 2), 200_000n);
  assert.equal(microsOf(2n * 10n ** 17n + 1n, 18), 200_000n);
});
