import { expect } from 'chai';
import { artifacts } from 'hardhat';
import { ethers } from './setup/chain.ts';
import { bytes32 } from './setup/world.ts';

describe('deployer', () => {
  async function open() {
    const [account, other] = await ethers.getSigners();
    const deployer = await ethers.deployContract('Deployer');
    const { bytecode } = await artifacts.readArtifact('Referrals');
    // Safety: the chain has twenty accounts.
    return { account: account!, other: other!, deployer, bytecode };
  }

  it('creates a contract where account and salt say, and announces it', async () => {
    const { account, deployer, bytecode } = await open();
    const salt = bytes32('referrals');
    const address = await deployer.getFunction('addressOf')(account.address, salt);
    await expect(deployer.getFunction('deploy')(salt, bytecode))
      .to.emit(deployer, 'Deployed')
      .withArgs(account.address, salt, address);
    expect(await ethers.provider.getCode(address)).to.not.equal('0x');
  });

  it('refuses a salt that the account used before, whatever the code', async () => {
    const { account, deployer, bytecode } = await open();
    const salt = bytes32('referrals');
    await deployer.getFunction('deploy')(salt, bytecode);
    const address = await deployer.getFunction('addressOf')(account.address, salt);
    const { bytecode: otherCode } = await artifacts.readArtifact('Shops');
    await expect(deployer.getFunction('deploy')(salt, otherCode))
      .to.be.revertedWithCustomError(deployer, 'DeployerAddressTaken')
      .withArgs(address);
  });

  it('keeps the addresses of an account for that account', async () => {
    const { account, other, deployer, bytecode } = await open();
    const salt = bytes32('referrals');
    const address = await deployer.getFunction('addressOf')(account.address, salt);
    await deployer.connect(other).getFunction('deploy')(salt, bytecode);
    expect(await ethers.provider.getCode(address)).to.equal('0x');
  });

  it('leaves nothing behind when a constructor reverts, so that the salt can be used again', async () => {
    const { account, deployer, bytecode } = await open();
    const salt = bytes32('referrals');
    const reverting = '0x5f5ffd';
    await expect(deployer.getFunction('deploy')(salt, reverting)).to.be.revertedWithCustomError(
      deployer,
      'FailedDeployment',
    );
    await deployer.getFunction('deploy')(salt, bytecode);
    const address = await deployer.getFunction('addressOf')(account.address, salt);
    expect(await ethers.provider.getCode(address)).to.not.equal('0x');
  });
});
