// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { Create3 } from "@openzeppelin/contracts/utils/Create3.sol";

/// @title Deployer
/// @notice Creates contracts at addresses that follow from account and salt alone, so that contracts may name each
/// other before they exist, and have the same addresses on every chain.
/// @dev The account is part of the salt: nobody can take an address of somebody else's.
contract Deployer {
    /// @notice `account` created a contract.
    event Deployed(address indexed account, bytes32 indexed salt, address created);

    /// @notice Thrown when the address of this account and salt is taken.
    error DeployerAddressTaken(address taken);

    /// @notice Creates a contract.
    /// Emits: Deployed.
    /// Reverts if: the account used this salt before (DeployerAddressTaken); the constructor reverts (its own error,
    /// FailedDeployment where it gives none).
    /// @param salt Names the contract among those of the caller.
    /// @param initCode Creation code with the arguments of the constructor.
    /// @return created Where the contract is.
    function deploy(bytes32 salt, bytes calldata initCode) external returns (address created) {
        created = addressOf(msg.sender, salt);
        if (created.code.length != 0) revert DeployerAddressTaken(created);
        emit Deployed(msg.sender, salt, created);
        Create3.deploy(0, _saltOf(msg.sender, salt), initCode);
    }

    /// @return Where the contract of this account and salt is, or will be.
    function addressOf(address account, bytes32 salt) public view returns (address) {
        return Create3.computeAddress(_saltOf(account, salt));
    }

    function _saltOf(address account, bytes32 salt) private pure returns (bytes32) {
        return keccak256(abi.encode(account, salt));
    }
}
