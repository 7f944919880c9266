import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { networkLimits } from '../../node/p2p/network-limits.ts';
import { fillMarked } from './marked.ts';
import { type LimitMeaning, limitGroups } from './network-meanings.ts';

const root = join(import.meta.dirname, '../..');

const units: [suffix: string, unit: string][] = [
  ['PerSecond', 'per second'],
  ['PerMinute', 'per minute'],
  ['Bytes', 'bytes'],
  ['Characters', 'characters'],
  ['Seconds', 'seconds'],
  ['Hours', 'hours'],
  ['Share', 'of all'],
];

/**
 * Fills the table of the network's limits, with a test of each, into the page about the network.
 * @throws RangeError when a limit has no meaning or no test, or a meaning or test belongs to nothing
 */
export async function networkPage(current: string): Promise<string> {
  const meanings = new Map(limitGroups.flatMap(({ limits }) => Object.entries(limits)));
  const unexplained = Object.keys(networkLimits).filter((name) => !meanings.has(name));
  const gone = [...meanings.keys()].filter((name) => !(name in networkLimits));
  if (unexplained.length + gone.length > 0) {
    throw new RangeError(
      `scripts/docs/network-meanings.ts lacks ${unexplained.join(', ') || 'nothing'} and has ${gone.join(', ') || 'nothing'} in excess`,
    );
  }
  const tests = await testsThatName();
  const sections = limitGroups.map(({ title, limits }) => {
    const rows = Object.entries(limits).map(([name, meaning]) => row(name, meaning, tests));
    return `### ${title}\n\n| limit | value | unit | of | test |\n| --- | ---: | --- | --- | --- |\n${rows.join('\n')}`;
  });
  return fillMarked(current, 'limits', sections.join('\n\n'));
}

function row(name: string, meaning: LimitMeaning, tests: ReadonlyMap<string, string[]>): string {
  // Safety: names that the limits lack were refused before.
  const value = networkLimits[name as keyof typeof networkLimits];
  const unit = units.find(([suffix]) => name.endsWith(suffix))?.[1] ?? '';
  const found = tests.get(name)?.[0] ?? meaning.test;
  if (found === undefined && meaning.pace !== true) throw new RangeError(`no test tries networkLimits.${name}`);
  if (found !== undefined && !tests.has(found)) throw new RangeError(`${found}, the test of ${name}, is not there`);
  const test = found === undefined ? 'a pace of the node itself' : `\`${found.replace(/^test\//, '')}\``;
  return `| \`${name}\` | ${value.toLocaleString('en')} | ${unit} | ${meaning.of} | ${test} |`;
}

/** Test files by the limits that they name, and each by its own path. */
async function testsThatName(): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const file of (await Array.fromAsync(glob('test/**/*.test.ts', { cwd: root }))).sort()) {
    found.set(file, []);
    const text = await readFile(join(root, file), 'utf8');
    for (const [, name] of text.matchAll(/networkLimits\.(\w+)/g)) {
      if (name !== undefined) found.set(name, [...(found.get(name) ?? []), file]);
    }
  }
  return found;
}
