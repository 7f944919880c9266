import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HttpRequestError, RpcRequestError, TimeoutError } from 'viem';
import { readRangeRefusal, suggestedSpan } from '../../indexer/rpc/range-limit.ts';

const range = { from: 1_000, to: 10_999 };

const texts: [text: string, span: number, isLimit: boolean][] = [
  ['query returned more than 10000 results. Try with this block range [0x3E8, 0x7CF].', 1_000, false],
  ['Query returned more than 10000 results, retry with the range 1000-1199', 200, false],
  ['Log response size exceeded. this block range should work: [0x3e8, 0x44b]', 100, false],
  ['eth_getLogs is limited to a 5,000 range', 5_000, true],
  ['you can make eth_getLogs requests with up to a 2K block range', 2_000, true],
  ['exceed maximum block range: 5000', 5_000, true],
  ['block range is too wide, maximum is 3000', 3_000, true],
  ['requested too many blocks from 1000 to 10999, maximum is set to 2048', 2_048, true],
  ['block range limit exceeded: limited to 0 - 800 blocks range', 800, true],
  ['range is limited to 7 blocks', 7, true],
];
for (const [text, span, isLimit] of texts) {
  test(`the range that would do is read from "${text}"`, () => {
    assert.deepEqual(suggestedSpan(text, range), { span, isLimit });
  });
}

test('a limit of results is no range, and an error about something else none at all', () => {
  assert.equal(suggestedSpan('query returned more than 10000 results', range), undefined);
  assert.equal(suggestedSpan('method handler crashed', range), undefined);
  assert.equal(suggestedSpan('block range too large, max 50000', range), undefined, 'larger than what was asked');
});

test('what is too much is told from what fails', () => {
  const url = 'http://127.0.0.1:9';
  const refusal = new RpcRequestError({ body: {}, error: { code: -32_005, message: 'up to 100 blocks' }, url });
  assert.deepEqual(readRangeRefusal(refusal, range), { span: 100, isLimit: true });
  const silent = { span: undefined, isLimit: false };
  assert.deepEqual(readRangeRefusal(new TimeoutError({ body: {}, url }), range), silent);
  assert.deepEqual(readRangeRefusal(new HttpRequestError({ status: 413, url }), range), silent);
  assert.equal(readRangeRefusal(new HttpRequestError({ status: 502, url }), range), undefined);
  assert.equal(readRangeRefusal(new Error('the database is gone'), range), undefined);
});
