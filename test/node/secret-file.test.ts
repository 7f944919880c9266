import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createSecretFile, removeSecretDrafts } from '../../node/secret-file.ts';
import { until } from './p2p/support/node-parts.ts';

/** Larger than one write, so that a file which is written under its own name shows half of it. */
const big = Buffer.alloc(4 * 2 ** 20, 7);

async function folderOf(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'vouch-secret-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

test('a secret file is its owner’s alone, and one that is there stays as it is', async (context) => {
  const folder = await folderOf(context);
  const file = join(folder, 'key');
  await createSecretFile(file, 'first');
  if (process.platform !== 'win32') assert.equal((await stat(file)).mode & 0o777, 0o600);
  await assert.rejects(createSecretFile(file, 'second'), { code: 'EEXIST' });
  assert.equal(await readFile(file, 'utf8'), 'first');
  const empty = join(folder, 'empty');
  await writeFile(empty, '');
  await assert.rejects(createSecretFile(empty, 'second'), { code: 'EEXIST' });
  assert.deepEqual((await readdir(folder)).sort(), ['empty', 'key'], 'no draft is left');
});

test('of several who create a secret file at once, one does, and all read the same', async (context) => {
  const folder = await folderOf(context);
  const file = join(folder, 'key');
  const makers = Array.from({ length: 8 }, (_, number) => createSecretFile(file, `key ${number}`));
  const outcomes = await Promise.allSettled(makers);
  const winner = outcomes.findIndex(({ status }) => status === 'fulfilled');
  const losers = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code] : []));
  assert.deepEqual(losers, Array(7).fill('EEXIST'));
  assert.equal(await readFile(file, 'utf8'), `key ${winner}`);
  assert.deepEqual(await readdir(folder), ['key']);
});

test('a secret file is never seen half written', async (context) => {
  const folder = await folderOf(context);
  for (let round = 0; round < 10; round++) {
    const file = join(folder, `${round}`);
    let written = false;
    const writing = createSecretFile(file, big).finally(() => {
      written = true;
    });
    while (!written) {
      const found = await readFile(file).catch((error: NodeJS.ErrnoException) => {
        assert.equal(error.code, 'ENOENT');
        return big;
      });
      assert.equal(found.length, big.length);
    }
    await writing;
  }
});

test('whoever is killed while a secret file is created leaves it whole or not there', async (context) => {
  const folder = await folderOf(context);
  const module = JSON.stringify(join(import.meta.dirname, '../../node/secret-file.ts'));
  const program = `
    const { createSecretFile } = await import(${module});
    for (let number = 0; ; number++)
      await createSecretFile(${JSON.stringify(folder)} + '/' + process.pid + '-' + number + '.key', Buffer.alloc(${big.length}, 7));`;
  for (let kill = 0; kill < 4; kill++) {
    const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
      stdio: 'inherit',
    });
    const ended = once(child, 'exit');
    // Some files are whole by then, and one is in the making.
    await until('a whole file', async () =>
      (await readdir(folder)).some((name) => name.startsWith(`${child.pid}-`) && name.endsWith('.key')),
    );
    child.kill('SIGKILL');
    await ended;
  }
  // A draft as such a kill leaves it, whether one of these did or not, and files that only look like it.
  const others = ['key.draft', 'notes.0.draft', `${randomUUID()}.key`];
  for (const name of [`key.${randomUUID()}.draft`, ...others]) await writeFile(join(folder, name), '');
  await removeSecretDrafts([folder, join(folder, 'missing')]);
  const left = await readdir(folder);
  for (const name of others) assert.ok(left.includes(name), `${name} is left`);
  const keys = left.filter((name) => !others.includes(name));
  assert.ok(keys.length >= 4);
  for (const name of keys) {
    assert.match(name, /\.key$/, 'no draft is left');
    assert.equal((await stat(join(folder, name))).size, big.length, name);
  }
});
