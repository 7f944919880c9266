import { readFile } from 'node:fs/promises';
import { artifacts } from 'hardhat';

/** Where each immutable of a contract stands in its code: name without its underscore to offsets in bytes. */
export type Immutables = Record<string, number[]>;

interface AstNode {
  id?: number;
  nodeType?: string;
  name?: string;
}

const immutableBytes = 32;

/** Names of all variables in the sources that a contract was compiled with, by the number the compiler gave them. */
async function variableNames(contract: string): Promise<Map<string, string>> {
  const buildInfo = await artifacts.getBuildInfoId(contract);
  const file = buildInfo && (await artifacts.getBuildInfoOutputPath(buildInfo));
  if (!file) throw new RangeError(`${contract} has no output of the compiler`);
  const names = new Map<string, string>();
  JSON.parse(await readFile(file, 'utf8'), (_, node: AstNode | null) => {
    if (node?.nodeType === 'VariableDeclaration') names.set(String(node.id), String(node.name));
    return node;
  });
  return names;
}

/**
 * Finds the immutables of a compiled contract.
 * @param contract its name
 * @returns offsets of each, in the order of the names
 */
export async function immutablesOf(contract: string): Promise<Immutables> {
  const { immutableReferences = {} } = await artifacts.readArtifact(contract);
  const entries = Object.entries(immutableReferences);
  if (entries.length === 0) return {};
  const names = await variableNames(contract);
  const found = entries.map(([id, places]): [string, number[]] => {
    const name = names.get(id)?.replace(/^_/, '');
    if (name === undefined || places.some(({ length }) => length !== immutableBytes)) {
      throw new RangeError(`${contract} has an immutable that cannot be read: ${id}`);
    }
    return [name, places.map(({ start }) => start).sort((a, b) => a - b)];
  });
  return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}
