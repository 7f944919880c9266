// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { Credit } from "../types/Types.sol";

/// @title The one holder of tokens
/// @notice Escrow, stakes, credits and fees all lie here. Tokens leave only when an owner withdraws a credit, so no
/// receiver can block an order.
/// @dev INVARIANT I1: per token, balance >= credits + escrow + stakes + fees, with equality when nobody donated.
/// INVARIANT I9: only its owner lowers a credit.
interface IVault {
    /// @notice `to` may withdraw `units` more; `source` is the order, or zero for a stake that left.
    event Credited(address indexed token, address indexed to, bytes32 indexed source, uint256 units);
    event FeeTaken(address indexed token, bytes32 indexed source, uint256 units);
    event Withdrawn(address indexed token, address indexed owner, address to, uint256 units);
    event FeesWithdrawn(address indexed token, address indexed to, uint256 units);

    /// @notice Thrown when the caller is none of market, deposits and court.
    error VaultUnauthorized(address caller);
    /// @notice Thrown when more is asked than is credited.
    error VaultInsufficientCredit(uint256 creditUnits, uint256 neededUnits);
    /// @notice Thrown when an amount is zero.
    error VaultZeroAmount();
    /// @notice Thrown when the receiver is zero or the vault.
    error VaultReceiverInvalid(address to);

    /// @notice Credits payees and takes a fee. Only market, deposits and court.
    /// Emits: Credited for every non-zero credit, FeeTaken for a non-zero fee.
    /// Reverts if: another caller (VaultUnauthorized).
    function credit(address token, bytes32 source, Credit[] calldata credits, uint256 feeUnits) external;

    /// @notice Pays out part of the caller's credit to any address.
    /// Emits: Withdrawn.
    /// Reverts if: zero (VaultZeroAmount); more than credited (VaultInsufficientCredit); the receiver is zero or the
    /// vault (VaultReceiverInvalid); the token refuses.
    function withdraw(address token, address to, uint256 units) external;

    /// @notice Pays the collected fees to the treasury. Anyone may call.
    /// Emits: FeesWithdrawn.
    /// Reverts if: there are none (VaultZeroAmount); the token refuses.
    function withdrawFees(address token) external;

    /// @return What `owner` may withdraw.
    function creditOf(address token, address owner) external view returns (uint256);

    /// @return Fees not yet collected.
    function feesOf(address token) external view returns (uint256);
}
