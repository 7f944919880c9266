import { readFileSync } from 'node:fs';
import { createConfig } from 'ponder';

/** Everything comes from the benchmark that starts this. */
const { rpcUrl, databaseUrl, chainId, from, to, contracts } = JSON.parse(readFileSync(process.env.BENCH_INPUT, 'utf8'));

export default createConfig({
  database: { kind: 'postgres', connectionString: databaseUrl },
  chains: { bench: { id: chainId, rpc: rpcUrl, pollingInterval: 200 } },
  contracts: Object.fromEntries(
    Object.entries(contracts).map(([name, { abi, address }]) => [
      name,
      { chain: 'bench', abi, address, startBlock: from, endBlock: to },
    ]),
  ),
});
