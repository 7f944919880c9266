import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { failure, success, unwrap, VouchError } from '../../protocol/errors.ts';
import { validate } from '../../protocol/validate.ts';

test('an error crosses a border without its cause and without empty members', () => {
  const cause = new Error('secret path');
  const full = new VouchError({
    code: 'a.b',
    message: 'M.',
    hint: 'H.',
    cause,
    retryable: true,
    details: { field: 'f' },
  });
  assert.deepEqual(JSON.parse(JSON.stringify(full)), {
    code: 'a.b',
    message: 'M.',
    hint: 'H.',
    retryable: true,
    details: { field: 'f' },
  });
  assert.equal(full.cause, cause);
  const plain = new VouchError({ code: 'a.b', message: 'M.' });
  assert.deepEqual(plain.toJSON(), { code: 'a.b', message: 'M.', retryable: false });
  assert.ok(!('cause' in plain));
  assert.equal(plain.name, 'VouchError');
});

test('a result is taken out or thrown', () => {
  assert.equal(unwrap(success(5)), 5);
  assert.throws(() => unwrap(failure({ code: 'a.b', message: 'M.' })), { code: 'a.b' });
});

test('a refusal names the first faulty field, its limit and all faults', () => {
  const schema = z.strictObject({ name: z.string().max(3), age: z.int().min(18) });
  assert.deepEqual(validate(schema, { name: 'Ana', age: 20 }, 'person'), { ok: true, value: { name: 'Ana', age: 20 } });
  const result = validate(schema, { name: 'Anna', age: 3 }, 'person');
  assert.ok(!result.ok);
  const { code, details, hint } = result.error;
  assert.deepEqual(
    [code, details.field, details.limit, hint],
    ['person.invalid', 'name', '3', 'Correct name and try again.'],
  );
  assert.deepEqual(
    (details.issues as { field: string }[]).map(({ field }) => field),
    ['name', 'age'],
  );
  const young = validate(schema, { name: 'Ana', age: 3 }, 'person');
  assert.ok(!young.ok);
  assert.equal(young.error.details.limit, '18');
});

test('a fault of the whole value is named after it and has no limit', () => {
  const result = validate(z.strictObject({}), null, 'person');
  assert.ok(!result.ok);
  assert.equal(result.error.details.field, 'person');
  assert.ok(!('limit' in result.error.details));
});
