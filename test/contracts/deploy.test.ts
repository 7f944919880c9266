import { expect } from 'chai';
import { artifacts, network } from 'hardhat';
import {
  createTestClient,
  createWalletClient,
  encodeFunctionData,
  http,
  parseAbi,
  parseEther,
  publicActions,
} from 'viem';
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts';
import { accessManagerAbi } from '../../protocol/abi/access-manager.ts';
import { settingsAbi } from '../../protocol/abi/settings.ts';
import type { VouchError } from '../../protocol/errors.ts';
import type { Address, Hex } from '../../protocol/primitives.ts';
import { deployerAddress, planAddresses, proxyAddress, saltOf } from '../../scripts/deploy/addresses.ts';
import bytecode from '../../scripts/deploy/bytecode.generated.json' with { type: 'json' };
import { defaultParameters, demoDollarJurorTerms, demoDollarTerms } from '../../scripts/deploy/defaults.ts';
import { type DeployOptions, deployVouch, planDeployment } from '../../scripts/deploy/deploy.ts';
import { verifyDeployment } from '../../scripts/deploy/verify.ts';
import { freePorts } from '../support/free-ports.ts';

const port = await freePorts({ count: 2 });
const rpcUrl = `http://127.0.0.1:${port}`;
const gasCap = 16_777_216n;

describe('deployment', () => {
  let stop: () => Promise<void>;
  const client = createTestClient({ mode: 'hardhat', transport: http(rpcUrl), cacheTime: 0 }).extend(publicActions);
  /** A new account with money. */
  const newAccount = async () => {
    const account = privateKeyToAccount(generatePrivateKey());
    await client.setBalance({ address: account.address, value: parseEther('100') });
    return account;
  };
  type Account = Awaited<ReturnType<typeof newAccount>>;
  const addressOf = (account: Account) => account.address.toLowerCase() as Address;
  const run = async (options: Omit<DeployOptions, 'rpcUrl' | 'log'>) => {
    const lines: string[] = [];
    return { deployment: await deployVouch({ rpcUrl, log: (line) => lines.push(line), ...options }), lines };
  };
  const failure = async (promise: Promise<unknown>): Promise<VouchError> =>
    promise.then(
      () => expect.fail('it went through'),
      (error) => error,
    );
  const nonceOf = (account: Account) => client.getTransactionCount({ address: account.address });
  const send = async (account: Account, call: { to: Address; data: Hex }) => {
    const wallet = createWalletClient({ account, transport: http(rpcUrl) });
    const hash = await wallet.sendTransaction({ chain: null, ...call });
    expect((await client.waitForTransactionReceipt({ hash })).status).to.equal('success');
  };
  const deployAs = (account: Account, key: Parameters<typeof saltOf>[0], initCode: Hex) =>
    send(account, {
      to: deployerAddress(),
      data: encodeFunctionData({
        abi: parseAbi(['function deploy(bytes32 salt, bytes initCode)']),
        args: [saltOf(key, ''), initCode],
      }),
    });

  before(async () => {
    const server = await network.createServer({ network: 'default' }, '127.0.0.1', port);
    await server.listen();
    stop = () => server.close();
  });
  after(() => stop());

  it('ships the code of the contracts as they are', async () => {
    for (const [name, { creation, runtime }] of Object.entries(bytecode)) {
      const artifact = await artifacts.readArtifact(name);
      expect(artifact.bytecode === creation, `${name}: run contracts:export`).to.equal(true);
      expect(artifact.deployedBytecode === runtime, `${name}: run contracts:export`).to.equal(true);
    }
  });

  it('puts the deployment proxy on a chain without it, and pays for that', async () => {
    expect(await client.getCode({ address: proxyAddress })).to.equal(undefined);
    const { lines } = await run({ account: await newAccount() });
    expect(lines.slice(0, 4)).to.deep.equal([
      'pay for the deployment proxy',
      'create the deployment proxy',
      'create Deployer',
      'create AccessManager',
    ]);
  });

  it('deploys everything once: the second call finds it and sends nothing', async () => {
    const account = await newAccount();
    const { deployment, lines } = await run({ account, demoDollar: true });
    expect(lines.at(-1)).to.equal('everything is there, and as it should be');
    expect(deployment.block).to.be.greaterThan(0);
    expect(deployment.contracts).to.deep.equal(planAddresses({ account: addressOf(account), salt: '' }));
    const nonce = await nonceOf(account);
    const again = await run({ account, demoDollar: true });
    expect(again.deployment).to.deep.equal(deployment);
    expect(again.lines).to.deep.equal(['everything is there already']);
    expect(await nonceOf(account)).to.equal(nonce);
    expect((await planDeployment({ rpcUrl, account, demoDollar: true, log: () => undefined })).steps).to.deep.equal([]);
  });

  it('accepts the tokens of the config, and lets jurors stake them', async () => {
    const account = await newAccount();
    const { contracts } = (await run({ account, demoDollar: true })).deployment;
    const read = { address: contracts.settings, abi: settingsAbi, args: [contracts.demoDollar as Address] } as const;
    expect(await client.readContract({ ...read, functionName: 'tokenTerms' })).to.deep.equal(demoDollarTerms);
    expect(await client.readContract({ ...read, functionName: 'jurorTerms' })).to.deep.equal(demoDollarJurorTerms);
    const { seatUnits, feeUnits } = demoDollarJurorTerms;
    const token = { address: contracts.demoDollar as Address, decimals: 6, minStakeUnits: 1n, maxOrderUnits: 2n };
    const other = { account, salt: 'other', tokens: [{ ...token, juror: { seatUnits, feeUnits } }] };
    const { deployment } = await run(other);
    const settings = { ...read, address: deployment.contracts.settings };
    const terms = { accepted: true, decimals: 6, minStakeUnits: 1n, maxOrderUnits: 2n };
    expect(await client.readContract({ ...settings, functionName: 'tokenTerms' })).to.deep.equal(terms);
  });

  it('refuses a token that does not exist, and decimals that it does not have', async () => {
    const account = await newAccount();
    const token = { address: addressOf(account), decimals: 6, minStakeUnits: 1n, maxOrderUnits: 2n };
    const nowhere = await failure(run({ account, tokens: [token] }));
    expect([nowhere.code, nowhere.details.field]).to.deep.equal(['deployment.token_wrong', 'tokens.0.address']);
    const { contracts } = (await run({ account, demoDollar: true })).deployment;
    const wrong = { ...token, address: contracts.demoDollar as Address, decimals: 18 };
    const error = await failure(run({ account, salt: 'other', tokens: [wrong] }));
    expect([error.code, error.details.field]).to.deep.equal(['deployment.token_wrong', 'tokens.0.decimals']);
  });

  it('goes on where a crash stopped it, whatever was there', async () => {
    const account = await newAccount();
    const { at, first } = await (async () => {
      const planned = await planDeployment({ rpcUrl, account, log: () => undefined });
      return { at: planned.contracts, first: planned.steps };
    })();
    expect(first).to.include.members(['create AccessManager', 'create Court', 'create Market']);
    await deployAs(account, 'shops', bytecode.Shops.creation as Hex);
    await deployAs(account, 'hosts', bytecode.Hosts.creation as Hex);
    const { deployment, lines } = await run({ account });
    expect(lines).not.to.include.members(['create Shops']);
    expect(lines).not.to.include.members(['create Hosts']);
    expect(deployment.contracts).to.deep.equal(at);
    // The block of what the crash left counts as the first.
    const code = await client.getCode({ address: at.shops, blockNumber: BigInt(deployment.block) });
    expect(code).to.equal(bytecode.Shops.runtime);
    expect(await client.getCode({ address: at.market, blockNumber: BigInt(deployment.block) })).to.equal(undefined);
  });

  it('goes on after a crash between the contracts and the change of hands', async () => {
    const [account, admin] = [await newAccount(), await newAccount()];
    // What a run without another admin did, with parameters that were wrong.
    await run({ account, changeDelaySeconds: 0, parameters: { ...defaultParameters, feeBps: 200 } });
    const handOver = { account, admin: addressOf(admin), changeDelaySeconds: 3_600 };
    const { lines, deployment } = await run(handOver);
    expect(lines).to.deep.equal([
      'set the treasury',
      'set the parameters',
      `make ${addressOf(admin)} administrator`,
      'give up administration',
      'everything is there, and as it should be',
    ]);
    const { settings } = deployment.contracts;
    expect(
      await client.readContract({ address: settings, abi: settingsAbi, functionName: 'parameters' }),
    ).to.deep.equal(defaultParameters);
    expect((await run(handOver)).lines).to.deep.equal(['everything is there already']);
  });

  it('hands administration over behind the delay, and keeps nothing', async () => {
    const [account, admin, treasury] = [await newAccount(), await newAccount(), await newAccount()];
    const { deployment, lines } = await run({ account, admin: addressOf(admin), treasury: addressOf(treasury) });
    expect(lines).to.include('give up administration');
    const { accessManager, settings } = deployment.contracts;
    const roleOf = (who: Account) =>
      client.readContract({
        address: accessManager,
        abi: accessManagerAbi,
        functionName: 'hasRole',
        args: [0n, who.address],
      });
    expect(await roleOf(account)).to.deep.equal([false, 0]);
    expect(await roleOf(admin)).to.deep.equal([true, 172_800]);
    const change = encodeFunctionData({ abi: settingsAbi, functionName: 'setTreasury', args: [account.address] });
    for (const who of [account, admin]) {
      const refused = await failure(client.call({ account: who.address, to: settings, data: change }));
      expect(refused).to.be.instanceOf(Error);
    }
    const schedule = { abi: accessManagerAbi, functionName: 'schedule', args: [settings, change, 0] } as const;
    await send(admin, { to: accessManager, data: encodeFunctionData(schedule) });
    await client.increaseTime({ seconds: 172_801 });
    await send(admin, { to: settings, data: change });
    const found = await client.readContract({ address: settings, abi: settingsAbi, functionName: 'treasury' });
    expect(found).to.equal(account.address);
    // A config that is out of date is told of, and changes nothing.
    const again = await run({ account, admin: addressOf(admin), treasury: addressOf(treasury) });
    expect(again.lines[0]).to.equal('not done, because only the administrator can: set the treasury');
  });

  it('tells when others administer than the config says', async () => {
    const [account, admin] = [await newAccount(), await newAccount()];
    await run({ account, admin: addressOf(admin) });
    const delay = await failure(run({ account, admin: addressOf(admin), changeDelaySeconds: 86_400 }));
    expect([delay.code, delay.details.field]).to.deep.equal(['deployment.roles_wrong', 'changeDelaySeconds']);
    const other = await failure(run({ account, admin: addressOf(await newAccount()) }));
    expect([other.code, other.details.field]).to.deep.equal(['deployment.roles_wrong', 'admin']);
  });

  it('names the contract whose place holds other code, before it sends anything', async () => {
    const account = await newAccount();
    await deployAs(account, 'hosts', bytecode.Referrals.creation as Hex);
    const nonce = await nonceOf(account);
    const error = await failure(run({ account }));
    expect([error.code, error.details.field]).to.deep.equal(['deployment.code_mismatch', 'Hosts']);
    expect(await nonceOf(account)).to.equal(nonce);
    const { lines } = await run({ account, salt: 'second' });
    expect(lines.at(-1)).to.equal('everything is there, and as it should be');
  });

  it('names the immutable that points at another deployment', async () => {
    const account = await newAccount();
    await deployAs(
      account,
      'groups',
      `${bytecode.Groups.creation}${account.address.slice(2).padStart(64, '0')}` as Hex,
    );
    const error = await failure(run({ account }));
    expect([error.code, error.details.field]).to.deep.equal(['deployment.miswired', 'Groups.market']);
  });

  it('finds changed code, missing code and another chain in a deployment', async () => {
    const { deployment } = await run({ account: await newAccount(), demoDollar: true });
    await verifyDeployment({ rpcUrl, deployment });
    const { market, reviews } = deployment.contracts;
    const elsewhere = await failure(verifyDeployment({ rpcUrl, deployment: { ...deployment, chainId: 1 } }));
    expect(elsewhere.code).to.equal('deployment.chain_wrong');
    const code = (await client.getCode({ address: market })) as Hex;
    // The domain of signatures is an immutable too: another chain's market does not pass.
    const { cachedChainId } = bytecode.Market.immutables;
    const at = 2 + (cachedChainId[0] as number) * 2;
    await client.setCode({
      address: market,
      bytecode: `${code.slice(0, at)}${'7'.repeat(64)}${code.slice(at + 64)}` as Hex,
    });
    const domain = await failure(verifyDeployment({ rpcUrl, deployment }));
    expect([domain.code, domain.details.field]).to.deep.equal(['deployment.miswired', 'Market.cachedChainId']);
    await client.setCode({ address: market, bytecode: `${code.slice(0, -2)}ff` as Hex });
    const changed = await failure(verifyDeployment({ rpcUrl, deployment }));
    expect([changed.code, changed.details.field]).to.deep.equal(['deployment.code_mismatch', 'Market']);
    await client.setCode({ address: reviews, bytecode: '0x' });
    const missing = await failure(verifyDeployment({ rpcUrl, deployment }));
    expect([missing.code, missing.details.field]).to.deep.equal(['deployment.incomplete', 'reviews']);
  });

  it('gives nobody else the addresses of an account', async () => {
    const [account, thief] = [await newAccount(), await newAccount()];
    await deployAs(thief, 'market', bytecode.Referrals.creation as Hex);
    const { lines } = await run({ account });
    expect(lines.at(-1)).to.equal('everything is there, and as it should be');
    const twice = await failure(deployAs(thief, 'market', bytecode.Referrals.creation as Hex));
    const address = planAddresses({ account: addressOf(thief), salt: '' }).market;
    expect(String(twice).toLowerCase()).to.include(`deployeraddresstaken("${address}")`);
    const ofThief = await client.readContract({
      address: deployerAddress(),
      abi: parseAbi(['function addressOf(address account, bytes32 salt) view returns (address)']),
      functionName: 'addressOf',
      args: [thief.address, saltOf('market', '')],
    });
    expect(ofThief.toLowerCase()).to.equal(address);
  });

  it('says what an account without money lacks', async () => {
    const account = privateKeyToAccount(generatePrivateKey());
    const error = await failure(run({ account }));
    expect([error.code, error.retryable]).to.deep.equal(['deployment.funds_missing', true]);
    expect(error.details.limit).to.match(/^[0-9]+ wei$/);
  });

  it('creates every contract in a transaction of the size that chains take', async () => {
    const account = await newAccount();
    const { deployment } = await run({ account, demoDollar: true });
    const head = Number(await client.getBlockNumber());
    for (let number = deployment.block; number <= head; number += 1) {
      const block = await client.getBlock({ blockNumber: BigInt(number) });
      expect(block.gasUsed < gasCap / 2n, `block ${number} used ${block.gasUsed} gas`).to.equal(true);
    }
  });

  it('has the same addresses on another chain, and its market takes only signatures for that chain', async () => {
    const override = { chainId: 4_242 };
    const server = await network.createServer({ network: 'default', override }, '127.0.0.1', port + 1);
    await server.listen();
    try {
      const other = { rpcUrl: `http://127.0.0.1:${port + 1}`, log: () => undefined };
      const account = await newAccount();
      const elsewhere = createTestClient({ mode: 'hardhat', transport: http(other.rpcUrl) });
      await elsewhere.setBalance({ address: account.address, value: parseEther('100') });
      const { deployment } = await run({ account });
      const there = await deployVouch({ ...other, account });
      expect(there.chainId).to.equal(4_242);
      expect(there.contracts).to.deep.equal(deployment.contracts);
    } finally {
      await server.close();
    }
  });

  it('refuses a chain that lacks instructions of the contracts', async () => {
    const override = { hardfork: 'shanghai' } as const;
    const server = await network.createServer({ network: 'default', override }, '127.0.0.1', port + 1);
    await server.listen();
    try {
      const rpc = { rpcUrl: `http://127.0.0.1:${port + 1}`, log: () => undefined };
      const error = await failure(deployVouch({ ...rpc, account: await newAccount() }));
      expect([error.code, error.details.field]).to.deep.equal(['deployment.chain_unsupported', 'rpcUrl']);
    } finally {
      await server.close();
    }
  });

  it('says that no chain answers', async () => {
    const options = { rpcUrl: 'http://127.0.0.1:9', account: privateKeyToAccount(generatePrivateKey()) };
    const error = await failure(deployVouch({ ...options, log: () => undefined }));
    expect([error.code, error.details.field]).to.deep.equal(['deployment.unreachable', 'rpcUrl']);
  });
});
