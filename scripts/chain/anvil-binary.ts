import { createRequire } from 'node:module';
import { VouchError } from '../../protocol/errors.ts';

const architectures: Partial<Record<NodeJS.Architecture, string>> = { x64: 'amd64', arm64: 'arm64' };

/**
 * Finds the engine's program inside its npm package, past the wrapper script, so that its process number is the engine's own.
 * @returns path of the program
 * @throws VouchError `chain.engine_missing` when there is none for this platform
 */
export function anvilBinary(): string {
  const program = process.platform === 'win32' ? 'anvil.exe' : 'anvil';
  const platformPackage = `@foundry-rs/anvil-${process.platform}-${architectures[process.arch] ?? process.arch}`;
  try {
    const wrapper = createRequire(import.meta.url).resolve('@foundry-rs/anvil/package.json');
    return createRequire(wrapper).resolve(`${platformPackage}/bin/${program}`);
  } catch (cause) {
    throw new VouchError({
      code: 'chain.engine_missing',
      message: `The package ${platformPackage}, which holds the local chain's engine, is not installed.`,
      hint: 'Run npm ci with optional dependencies; where the platform has no package, use another chain by its RPC address.',
      cause,
    });
  }
}
