// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Errors shared by every contract that takes tokens
interface ITokenErrors {
    /// @notice Thrown when the vault received another amount than was asked for.
    error TokenAmountMismatch(address token, uint256 receivedUnits, uint256 expectedUnits);
}
