import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

interface Message {
  severity: string;
  message: string;
}

// Safety: the npm package of the compiler has no types; these are the parts of its interface used here.
const compiler = createRequire(import.meta.url)('solc') as {
  compile(input: string, callbacks: { import(path: string): { contents: string } | { error: string } }): string;
};

function readSource(path: string): { contents: string } | { error: string } {
  for (const folder of ['', 'node_modules']) {
    try {
      return { contents: readFileSync(join(root, folder, path), 'utf8') };
    } catch (error) {
      // Safety: readFileSync throws nothing else.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return { error: `there is no ${path}` };
}

/** How many assertions of a contract hold for all inputs, and what could not be proved. */
export interface Verdict {
  proved: number;
  unproved: string[];
}

/**
 * Asks the compiler's model checker (constrained Horn clauses, solved by the z3 inside the compiler) about every `assert`.
 * @param contract name of the contract in `source`
 * @param source Solidity
 * @throws Error when the source does not compile
 */
export function checkAssertions(contract: string, source: string): Verdict {
  const input = {
    language: 'Solidity',
    sources: { 'Proof.sol': { content: source } },
    settings: {
      evmVersion: 'osaka',
      modelChecker: {
        engine: 'chc',
        solvers: ['z3'],
        targets: ['assert'],
        showProvedSafe: true,
        showUnproved: true,
        contracts: { 'Proof.sol': [contract] },
      },
      outputSelection: { '*': { '*': ['abi'] } },
    },
  };
  // Safety: standard JSON output of the compiler.
  const { errors = [] } = JSON.parse(compiler.compile(JSON.stringify(input), { import: readSource })) as {
    errors?: Message[];
  };
  const failed = errors.filter(({ severity }) => severity === 'error').map(({ message }) => message);
  if (failed.length > 0) throw new Error(failed.join('\n'));
  const answers = errors.map(({ message }) => message).filter((message) => message.startsWith('CHC: '));
  const proved = answers.filter((message) => message.includes('Assertion violation check is safe'));
  const unproved = answers.filter((message) =>
    /Assertion violation (happens|might happen)|could not be proved/.test(message),
  );
  return { proved: proved.length, unproved };
}
