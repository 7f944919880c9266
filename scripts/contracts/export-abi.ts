import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { artifacts, tasks } from 'hardhat';
import type { Abi } from 'viem';
import { followedAbis } from '../../indexer/handlers/events.ts';
import { deployableContracts, deployerContract } from './deployable.ts';
import { type Immutables, immutablesOf } from './immutables.ts';
import { kebabCase, renderAbi } from './render-abi.ts';
import { renderDecoders } from './render-decoders.ts';

const root = join(import.meta.dirname, '../..');
const abiFolder = join(root, 'protocol/abi');
const bytecodeFile = join(root, 'scripts/deploy/bytecode.generated.json');
const decodersFile = join(root, 'indexer/handlers/decoders.generated.ts');
const largestRuntimeBytes = 24_576;

const abiFile = (contract: string): string => join(abiFolder, `${kebabCase(contract)}.ts`);

const readOrEmpty = (file: string): Promise<string> =>
  readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });

/** Compiles, then renders every generated file: path to content. Problems are collected, not thrown one at a time. */
const renderAll = async () => {
  await tasks.getTask('build').run({ quiet: true });
  const files = new Map<string, string>();
  const bytecode: Record<string, { creation: string; runtime: string; immutables: Immutables }> = {};
  const abis = new Map<string, Abi>();
  const problems: string[] = [];
  for (const name of [...deployableContracts, deployerContract]) {
    if (!(await artifacts.artifactExists(name))) {
      problems.push(`There is no contract ${name}, or more than one of that name.`);
      continue;
    }
    const artifact = await artifacts.readArtifact(name);
    if (Object.keys(artifact.linkReferences).length > 0) {
      problems.push(`${name} needs linked libraries; make their functions internal.`);
    }
    const runtimeBytes = artifact.deployedBytecode.length / 2 - 1;
    console.log(
      `${name.padEnd(14)} ${runtimeBytes.toLocaleString('en')} bytes, ${largestRuntimeBytes - runtimeBytes} left`,
    );
    if (runtimeBytes > largestRuntimeBytes) problems.push(`${name} is larger than ${largestRuntimeBytes} bytes.`);
    if (name !== deployerContract) files.set(abiFile(name), renderAbi({ name, abi: artifact.abi as Abi }));
    abis.set(`${name.charAt(0).toLowerCase()}${name.slice(1)}`, artifact.abi as Abi);
    bytecode[name] = {
      creation: artifact.bytecode,
      runtime: artifact.deployedBytecode,
      immutables: await immutablesOf(name),
    };
  }
  const followed = Object.keys(followedAbis).map((name) => [name, abis.get(name) ?? []]);
  files.set(decodersFile, renderDecoders(Object.fromEntries(followed)));
  files.set(bytecodeFile, `${JSON.stringify(bytecode, null, 2)}\n`);
  return { files, problems };
};

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const { files, problems } = await renderAll();
await mkdir(abiFolder, { recursive: true });
await mkdir(dirname(bytecodeFile), { recursive: true });
const expected = new Set(deployableContracts.map(abiFile));
const leftOver = (await readdir(abiFolder)).map((name) => join(abiFolder, name)).filter((file) => !expected.has(file));

for (const [file, content] of files) {
  if (!values.check) await writeFile(file, content);
  else if ((await readOrEmpty(file)) !== content)
    problems.push(`${relative(root, file)} is not what the contracts give.`);
}
for (const file of leftOver) {
  if (values.check) problems.push(`${relative(root, file)} belongs to no deployable contract.`);
  else await rm(file);
}

if (problems.length > 0) {
  console.error(problems.join('\n'));
  if (values.check) console.error('Run `npm run contracts:export` and commit what it changes.');
  process.exitCode = 1;
}
