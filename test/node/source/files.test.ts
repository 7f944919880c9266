import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { test } from 'node:test';
import { listSourceFiles, rootFiles } from '../../../node/source/source-files.ts';

const root = resolve(import.meta.dirname, '../../..');

test('what is handed out is what belongs to the project, every file of it and no other', async (context) => {
  const tracked = (): string =>
    execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      cwd: root,
      encoding: 'utf8',
    });
  let files: string[];
  try {
    files = tracked()
      .split('\0')
      .filter((path) => path !== '');
  } catch {
    context.skip('the source lies here without its history');
    return;
  }
  const listed = await listSourceFiles(root, join(root, 'data'));
  assert.deepEqual(
    listed.map(({ path }) => path),
    files.sort((a, b) => (a < b ? -1 : 1)),
  );
  assert.ok(listed.find(({ path }) => path === 'bin/vouch.mjs')?.isExecutable);
});

test('keys, data and what was made are never handed out, wherever an operator puts them', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'vouch-source-'));
  context.after(() => rm(folder, { recursive: true }));
  const put = async (path: string): Promise<void> => {
    await mkdir(join(folder, dirname(path)), { recursive: true });
    await writeFile(join(folder, path), path);
  };
  const sources = ['.ci/run', 'bin/vouch.mjs', 'contracts/a.sol', 'docs/a.md', 'indexer/a.ts', 'node/deep/a.ts'];
  const more = ['protocol/a.json', 'scripts/a.mjs', 'test/a.sql', 'web/a.tsx', 'web/fonts/a.woff2'];
  const secret = ['operator.key', '.env', 'shop.json', 'mynode/a.ts', 'data/deployment.json', 'node/operator.key'];
  const unfit = [
    'node/.env',
    'node/.secret.json',
    'node/keep/peer.json',
    'node/a.log',
    'web/dist/a.js',
    'scripts/x/node_modules/a.js',
    'test/.cache/a.ts',
  ];
  for (const path of [...rootFiles, ...sources, ...more, ...secret, ...unfit]) await put(path);
  await symlink(join(folder, 'operator.key'), join(folder, 'node/linked.json'));
  const listed = await listSourceFiles(folder, join(folder, 'node/keep'));
  assert.deepEqual(
    listed.map(({ path }) => path),
    [...rootFiles, ...sources, ...more].sort((a, b) => (a < b ? -1 : 1)),
  );
  // What an operator leaves out of a small image is not handed out, and keeps the rest from nobody.
  for (const part of ['test', 'docs', 'README.md']) await rm(join(folder, part), { recursive: true });
  assert.equal((await listSourceFiles(folder, join(folder, 'node/keep'))).length, listed.length - 3);
});
