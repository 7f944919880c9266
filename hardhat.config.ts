import { createRequire } from 'node:module';
import hardhatEthers from '@nomicfoundation/hardhat-ethers';
import hardhatChaiMatchers from '@nomicfoundation/hardhat-ethers-chai-matchers';
import hardhatMocha from '@nomicfoundation/hardhat-mocha';
import hardhatNetworkHelpers from '@nomicfoundation/hardhat-network-helpers';
import { defineConfig } from 'hardhat/config';
import { deployableFromNpm } from './scripts/contracts/deployable.ts';
import { solcCache } from './scripts/contracts/solc-cache.ts';

// One profile for tests and production: what is tested is what is deployed, byte for byte.
const compiler = {
  version: '0.8.37',
  // The compiler comes from npm: with `path`, Hardhat downloads nothing.
  path: createRequire(import.meta.url).resolve('solc/soljson.js'),
  settings: {
    evmVersion: 'osaka',
    viaIR: true,
    optimizer: { enabled: true, runs: 200 },
    // Equal code gives equal bytes, whatever comments and paths say: addresses and checks depend on the bytes.
    metadata: { appendCBOR: false },
  },
};

// The market is called most and has room: its code is larger, and every purchase cheaper.
const market = { ...compiler, settings: { ...compiler.settings, optimizer: { enabled: true, runs: 1_000 } } };
const profile = { compilers: [compiler], overrides: { 'contracts/Market.sol': market } };

export default defineConfig({
  plugins: [hardhatEthers, hardhatChaiMatchers, hardhatMocha, hardhatNetworkHelpers, solcCache],
  solidity: { npmFilesToBuild: deployableFromNpm, profiles: { default: profile, production: profile } },
  paths: {
    sources: './contracts',
    tests: { mocha: './test/contracts', solidity: './test/contracts' },
    artifacts: './artifacts',
    cache: './cache',
  },
  networks: {
    default: { type: 'edr-simulated', chainType: 'l1', hardfork: 'osaka' },
  },
  test: { mocha: { timeout: 60_000 } },
});
