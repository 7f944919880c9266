import assert from 'node:assert/strict';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { commands } from '../../../node/cli/commands.ts';
import { runCli } from '../../support/cli.ts';
import type { Ended } from '../../support/node-process.ts';
import { keyOf } from '../../support/people.ts';

const nowhere = 'http://127.0.0.1:9';
let folder: string;
let keyFile: string;
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'vouch-cli-'));
  keyFile = await keyWith('shop.key', `${keyOf('seller')}\n`);
});
after(() => rm(folder, { recursive: true }));

async function keyWith(name: string, text: string, mode = 0o600): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, text, { mode });
  await chmod(file, mode);
  return file;
}

/** Talk goes to standard error: code and message, then a hint; no trace of the inside, and nothing for a pipe. */
function assertFailed({ code, out, err }: Ended, expected: { exit: number; says: RegExp }): void {
  assert.equal(code, expected.exit, err);
  assert.match(err, expected.says);
  assert.doesNotMatch(err, /\n\s+at /, 'no stack trace');
  assert.equal(out, '');
}

test('help is printed as the page of the command line has it', async () => {
  const page = await readFile(new URL('../../../docs/cli.md', import.meta.url), 'utf8');
  const asked = [['--help'], [], ...commands.map(({ name }) => [...name.split(' '), '--help'])];
  const answers = await Promise.all(asked.map((args) => runCli(args)));
  for (const [index, { code, out, err }] of answers.entries()) {
    assert.equal(code, 0, String(asked[index]));
    assert.equal(err, '');
    assert.ok(page.includes(out.trim()), out);
  }
});

test('wrong use ends with 64 and says what is right', async () => {
  const wrong: [string[], RegExp][] = [
    [['shop', 'close'], /There is no command "shop close"/],
    [['shop', 'open', '--colour', 'red'], /Unknown option '--colour'[\s\S]*vouch shop open \[options\]/],
    [['shop', 'import'], /shop import takes FILE\.csv/],
    [['shop', 'import', 'a.csv', 'b.csv'], /shop import takes FILE\.csv/],
    [['shop', 'open', '--name'], /--name/],
    [['shop', 'import', 'a.csv', '--replace=yes'], /--replace/],
  ];
  const answers = await Promise.all(wrong.map(([args]) => runCli(args)));
  for (const [index, answer] of answers.entries())
    assertFailed(answer, { exit: 64, says: wrong[index]?.[1] ?? /never/ });
});

test('keys that are missing, open to others or no keys are refused, and never shown', async () => {
  const open = await keyWith('open.key', keyOf('seller'), 0o644);
  const short = await keyWith('short.key', '0x1234');
  const zero = await keyWith('zero.key', `0x${'0'.repeat(64)}`);
  const args = ['shop', 'import', 'products.csv', '--node', nowhere];
  const wrong: [string[], RegExp][] = [
    [args, /^key\.missing: .*\n.*--key-file/],
    [[...args, '--key-file', path.join(folder, 'absent')], /^key\.not_found: /],
    [[...args, '--key-file', open], /^key\.readable_by_others: .*\nRun: chmod 600 /],
    [[...args, '--key-file', short], /^key\.invalid: /],
    [[...args, '--key-file', zero], /^key\.invalid: /],
  ];
  const answers = await Promise.all(wrong.map(([each]) => runCli(each)));
  for (const [index, answer] of answers.entries()) {
    assertFailed(answer, { exit: 1, says: wrong[index]?.[1] ?? /never/ });
    assert.ok(!answer.err.includes('1234'));
  }
});

test('what is wrong with options, files and nodes is named', async () => {
  const csv = path.join(folder, 'products.csv');
  await writeFile(csv, 'Handle,Title,Variant Price\ncup,Cup,5\n');
  const settings = path.join(folder, 'settings.json');
  await writeFile(settings, '{"commissionBps": 2900, "hostBps": 200}');
  const key = ['--key-file', keyFile];
  const wrong: [string[], RegExp][] = [
    [
      ['shop', 'import', csv, ...key, '--node', nowhere],
      /^node\.unavailable: No node answers at http:\/\/127\.0\.0\.1:9\./,
    ],
    [['shop', 'import', csv, ...key, '--node', 'localhost:8080'], /^option\.invalid: --node/],
    [['shop', 'import', csv, ...key, '--commission', '5%'], /^option\.invalid: --commission/],
    [['shop', 'import', csv, ...key, '--commission', '3100'], /^settings\.invalid: .*commissionBps/],
    [['shop', 'import', csv, ...key, '--arbitrator', 'me'], /^option\.invalid: --arbitrator/],
    [['shop', 'import', csv, ...key, '--settings', settings], /^settings\.invalid: .*commissionBps/],
    [['shop', 'import', csv, ...key, '--settings', csv], /^settings\.malformed: /],
    [['shop', 'import', csv, ...key, '--settings', path.join(folder, 'absent')], /^settings\.not_found: /],
    [['shop', 'export', '--shop', '0x12', '--node', nowhere], /^option\.invalid: --shop/],
  ];
  const answers = await Promise.all(wrong.map(([args]) => runCli(args)));
  for (const [index, answer] of answers.entries())
    assertFailed(answer, { exit: 1, says: wrong[index]?.[1] ?? /never/ });
});
