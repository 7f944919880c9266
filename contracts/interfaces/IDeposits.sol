// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { Permit } from "../types/Types.sol";

/// @title Stakes of the shops
/// @notice What a shop promises. Part of it is locked behind every open order; what is being withdrawn backs no new
/// order but can still be slashed for the old ones.
interface IDeposits {
    /// @notice A shop's stake in one token.
    struct Stake {
        uint128 stakedUnits;
        /// INVARIANT I4: lockedUnits <= stakedUnits.
        uint128 lockedUnits;
        /// Part of stakedUnits that is leaving; backs no new order.
        uint128 unbondingUnits;
        uint64 releaseAt;
    }

    event Staked(address indexed shop, address indexed token, uint256 units);
    event StakeLocked(address indexed shop, address indexed token, uint256 units);
    event StakeUnlocked(address indexed shop, address indexed token, uint256 units);
    event StakeSlashed(address indexed shop, address indexed token, uint256 units);
    event UnbondingStarted(address indexed shop, address indexed token, uint256 unbondingUnits, uint64 releaseAt);
    event StakeWithdrawn(address indexed shop, address indexed token, uint256 units);

    /// @notice Thrown when the caller is not the market.
    error DepositsUnauthorized(address caller);
    /// @notice Thrown when the token is not accepted.
    error DepositsTokenRefused(address token);
    /// @notice Thrown when an amount is zero.
    error DepositsZeroAmount();
    /// @notice Thrown when the shop's free stake does not cover what is asked.
    error DepositsInsufficient(address shop, address token, uint256 freeUnits, uint256 neededUnits);
    /// @notice Thrown before the exit delay has passed.
    error DepositsStillBonded(uint64 releaseAt);
    /// @notice Thrown when nothing can be withdrawn.
    error DepositsNothingToWithdraw();

    /// @notice Adds to the caller's stake. The permit is optional (`units` zero): a used or failing one is ignored and
    /// the allowance decides.
    /// Emits: Staked.
    /// Reverts if: the token is refused (DepositsTokenRefused); zero (DepositsZeroAmount); the tokens received differ
    /// from the amount (TokenAmountMismatch).
    function stake(address token, uint128 units, Permit calldata permit) external;

    /// @notice Starts to withdraw: sets what leaves after the exit delay, replacing what was leaving (zero stops it).
    /// Emits: UnbondingStarted.
    /// Reverts if: more than staked (DepositsInsufficient).
    function unbond(address token, uint128 units) external;

    /// @notice After the exit delay credits what is leaving and held by no open order.
    /// Emits: StakeWithdrawn, Credited.
    /// Reverts if: too early (DepositsStillBonded); nothing free (DepositsNothingToWithdraw).
    function withdraw(address token) external;

    /// @notice Locks coverage for orders. Only the market.
    /// Emits: StakeLocked.
    /// Reverts if: the free stake is too small (DepositsInsufficient); another caller (DepositsUnauthorized).
    function lock(address shop, address token, uint256 units) external;

    /// @notice Ends a lock, of which `slashedUnits` leave the stake for good. Only the market, which credits them.
    /// Emits: StakeUnlocked, and StakeSlashed when something is slashed.
    /// Reverts if: another caller (DepositsUnauthorized).
    function release(address shop, address token, uint256 units, uint256 slashedUnits) external;

    /// @return The stake of `shop` in `token`.
    function stakeOf(address shop, address token) external view returns (Stake memory);
}
