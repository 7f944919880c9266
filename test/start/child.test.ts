import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { VouchError } from '../../protocol/errors.ts';
import { startChild } from '../../scripts/start/child.ts';

/** Starts a program with this text. */
async function started(t: TestContext, program: string, readyWithinSeconds: number): Promise<unknown> {
  const folder = await mkdtemp(path.join(tmpdir(), 'vouch-child-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const script = path.join(folder, 'program.mjs');
  await writeFile(script, program);
  const readyOf = (line: string) => /^ready (.+)$/.exec(line)?.[1];
  return startChild({ name: 'part', script, logFile: path.join(folder, 'part.log'), readyOf, readyWithinSeconds });
}

const failure = (text: RegExp, hint: RegExp) => (error: unknown) => {
  assert.ok(error instanceof VouchError);
  assert.equal(error.code, 'start.child_failed');
  assert.match(error.message, text);
  assert.match(error.hint ?? '', hint);
  return true;
};

test('a part that ends instead of starting is told with its exit code and the end of its log', async (t) => {
  const lines = "for (let line = 1; line <= 40; line++) console.error('line ' + line + '.');";
  await assert.rejects(
    started(t, `${lines} process.exitCode = 3;`, 60),
    failure(/^part did not start: it ended with exit code 3\.$/, /which ends with:\nline 29\.\n(?:.*\n)*line 40\.$/),
  );
});

test('a part that is never ready is ended, and told with what it logged', async (t) => {
  await assert.rejects(
    started(t, "console.error('waits for nobody'); setInterval(() => undefined, 1_000);", 2),
    failure(/^part did not start: it was not ready after 2 s\.$/, /waits for nobody$/),
  );
});
