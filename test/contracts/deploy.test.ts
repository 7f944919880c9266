import { expect } from 'chai';
import { artifacts, network } from 'hardhat';
import { createTestClient, createWalletClient, http, parseEther } from 'viem';
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts';
import type { Deployment } from '../../protocol/deployment.ts';
import type { VouchError } from '../../protocol/errors.ts';
import bytecode from '../../scripts/deploy/bytecode.generated.json' with { type: 'json' };
import { deployVouch } from '../../scripts/deploy/deploy.ts';
import { planSteps } from '../../scripts/deploy/plan.ts';

const port = 18_701;
const rpcUrl = `http://127.0.0.1:${port}`;

describe('deployment', () => {
  let stop: () => Promise<void>;
  const client = createTestClient({ mode: 'hardhat', transport: http(rpcUrl) });
  /** A new account with money. */
  const newAccount = async () => {
    const account = privateKeyToAccount(generatePrivateKey());
    await client.setBalance({ address: account.address, value: parseEther('100') });
    return account;
  };
  const collect = () => {
    const lines: string[] = [];
    return { lines, log: (line: string) => lines.push(line) };
  };

  before(async () => {
    const server = await network.createServer({ network: 'default' }, '127.0.0.1', port);
    await server.listen();
    stop = () => server.close();
  });
  after(() => stop());

  it('ships the bytecode of the contracts as they are', async () => {
    for (const [name, code] of Object.entries(bytecode)) {
      expect((await artifacts.readArtifact(name)).bytecode, `${name}: run contracts:export`).to.equal(code);
    }
  });

  it('deploys everything once: the second call finds it', async () => {
    const account = await newAccount();
    const { lines, log } = collect();
    const first = await deployVouch({ rpcUrl, account, log, demoDollar: true });
    expect(lines.at(-1)).to.equal('the contracts are there and name each other');
    expect(first.block).to.be.greaterThan(0);
    expect(first.contracts.demoDollar).to.match(/^0x[0-9a-f]{40}$/);
    const again = await deployVouch({ rpcUrl, account, log, demoDollar: true });
    expect(again).to.deep.equal(first);
    expect(lines.at(-1)).to.equal('the contracts are there already');
  });

  it('goes on where a crash stopped it', async () => {
    const account = await newAccount();
    const { lines, log } = collect();
    const steps = planSteps({
      deployer: account.address,
      firstNonce: 0,
      admin: account.address,
      treasury: account.address,
      changeDelaySeconds: 172_800,
      demoDollar: false,
    });
    const wallet = createWalletClient({ account, transport: http(rpcUrl) });
    for (const { data, gas } of steps.slice(0, 3)) await wallet.sendTransaction({ chain: null, data, gas });
    const deployment: Deployment = await deployVouch({ rpcUrl, account, log });
    expect(lines[0]).to.equal('create Shops');
    expect(deployment.contracts.demoDollar).to.equal(undefined);
  });

  it('begins at the next nonce of an account that did other things before', async () => {
    const account = await newAccount();
    const wallet = createWalletClient({ account, transport: http(rpcUrl) });
    await wallet.sendTransaction({ chain: null, to: account.address, gas: 21_000n });
    const { lines, log } = collect();
    const first = await deployVouch({ rpcUrl, account, log });
    expect(lines[0]).to.equal('create AccessManager');
    const again = await deployVouch({ rpcUrl, account, log, firstNonce: 1 });
    expect(again).to.deep.equal(first);
  });

  it('hands administration over, and keeps nothing', async () => {
    const [account, admin] = [await newAccount(), await newAccount()];
    const { lines, log } = collect();
    await deployVouch({ rpcUrl, account, log, admin: admin.address });
    expect(lines).to.include('give up administration');
  });

  it('says what is missing when the account was used in between', async () => {
    const account = await newAccount();
    const wallet = createWalletClient({ account, transport: http(rpcUrl) });
    for (let sent = 0; sent < 12; sent += 1) {
      await wallet.sendTransaction({ chain: null, to: account.address, gas: 21_000n });
    }
    const error: VouchError = await deployVouch({ rpcUrl, account, log: () => undefined, firstNonce: 0 }).then(
      () => {
        throw new Error('deployed');
      },
      (thrown) => thrown,
    );
    expect([error.code, error.details.field]).to.deep.equal(['deployment.incomplete', 'firstNonce']);
  });
});
