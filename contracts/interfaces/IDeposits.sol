// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { Permit } from "../types/Types.sol";

/// @title Stakes of the shops
/// @notice What a shop promises. Part of it is locked behind every open order; what is being withdrawn backs no new
/// order but can still be slashed for the old ones.
interface IDeposits {
    /// @notice A shop's stake in one token, and its record: what it sold in that token and how much of it failed.
    /// @dev Two slots: a purchase writes the first and reads the second, a closed order writes both.
    struct Stake {
        uint96 stakedUnits;
        /// INVARIANT I4: lockedUnits <= stakedUnits.
        uint96 lockedUnits;
        uint40 releaseAt;
        /// Zero while the shop may sell; otherwise one more than the tier that its stake must reach.
        uint8 suspendedTier;
        /// Part of stakedUnits that is leaving; backs no new order.
        uint96 unbondingUnits;
        /// Value of the orders that paid a fee, the newest of them; a window that slides by value (see RecordLib).
        uint80 closedUnits;
        /// Part of closedUnits in which the shop failed: not shipped, silent, or ruled against.
        uint80 failedUnits;
    }

    event Staked(address indexed shop, address indexed token, uint256 units);
    event StakeLocked(address indexed shop, address indexed token, uint256 units);
    /// @notice An order was closed; the record counts it now.
    event StakeUnlocked(
        address indexed shop,
        address indexed token,
        uint256 units,
        uint256 closedUnits,
        uint256 failedUnits
    );
    event StakeSlashed(address indexed shop, address indexed token, uint256 units);
    event UnbondingStarted(address indexed shop, address indexed token, uint256 unbondingUnits, uint64 releaseAt);
    /// @notice Too much of the shop's newest sales failed: it sells again once its stake reaches `requiredUnits`.
    event ShopSuspended(address indexed shop, address indexed token, uint8 tier, uint256 requiredUnits);
    /// @notice The shop topped up its stake and begins a new record.
    event ShopReinstated(address indexed shop, address indexed token);
    event StakeWithdrawn(address indexed shop, address indexed token, uint256 units);

    /// @notice Thrown when the caller is not the market.
    error DepositsUnauthorized(address caller);
    /// @notice Thrown when the token is not accepted.
    error DepositsTokenRefused(address token);
    /// @notice Thrown when an amount is zero.
    error DepositsZeroAmount();
    /// @notice Thrown when the shop's free stake does not cover what is asked.
    error DepositsInsufficient(address shop, address token, uint256 freeUnits, uint256 neededUnits);
    /// @notice Thrown when the shop may not sell until it tops up its stake.
    error DepositsShopSuspended(address shop, address token, uint256 requiredUnits);
    /// @notice Thrown when the shop's record is too short to lock so much of its stake.
    error DepositsAboveExposure(address shop, address token, uint256 lockableUnits, uint256 neededUnits);
    /// @notice Thrown when a stake would not fit its slot.
    error DepositsStakeTooLarge(uint256 stakedUnits, uint256 mostUnits);
    /// @notice Thrown before the exit delay has passed.
    error DepositsStillBonded(uint64 releaseAt);
    /// @notice Thrown when nothing can be withdrawn.
    error DepositsNothingToWithdraw();

    /// @notice Adds to the caller's stake. The permit is optional (`units` zero): a used or failing one is ignored and
    /// the allowance decides.
    /// A stake that reaches the required tier, without what is leaving, ends a suspension and the record that led to
    /// it.
    /// Emits: Staked, and ShopReinstated.
    /// Reverts if: more than fits (DepositsStakeTooLarge); the token is refused (DepositsTokenRefused); zero
    /// (DepositsZeroAmount); the tokens received differ from the amount (TokenAmountMismatch).
    function stake(address token, uint96 units, Permit calldata permit) external;

    /// @notice Starts to withdraw: sets what leaves after the exit delay, replacing what was leaving (zero stops it).
    /// Emits: UnbondingStarted.
    /// Reverts if: more than staked (DepositsInsufficient).
    function unbond(address token, uint96 units) external;

    /// @notice After the exit delay credits what is leaving and held by no open order.
    /// Emits: StakeWithdrawn, Credited.
    /// Reverts if: too early (DepositsStillBonded); nothing free (DepositsNothingToWithdraw).
    function withdraw(address token) external;

    /// @notice Locks coverage for orders. Only the market. A shop with a short record may lock a quarter of its stake,
    /// and one unit more for every unit it sold well.
    /// Emits: StakeLocked.
    /// Reverts if: the record suspended the shop (DepositsShopSuspended); its record is too short for so much
    /// (DepositsAboveExposure); the free stake is too small (DepositsInsufficient); another caller
    /// (DepositsUnauthorized).
    function lock(address shop, address token, uint256 units) external;

    /// @notice Ends a lock, of which `slashedUnits` leave the stake for good, and counts the order. Only the market,
    /// which credits what is slashed.
    /// Emits: StakeUnlocked; StakeSlashed when something is slashed; ShopSuspended when too much failed.
    /// Reverts if: another caller (DepositsUnauthorized).
    /// @param soldUnits Part of the order that the shop kept and paid a fee for.
    /// @param failedUnits Part of the order that was refunded because the shop failed.
    function release(
        address shop,
        address token,
        uint256 units,
        uint256 slashedUnits,
        uint256 soldUnits,
        uint256 failedUnits
    ) external;

    /// @return Least inspection window of an order that is paid now: longer while the shop's record is short.
    function leastInspection(address shop, address token) external view returns (uint32);

    /// @return Stake that a suspended shop must reach to sell again, or zero.
    function requiredStake(address shop, address token) external view returns (uint256);

    /// @return The stake of `shop` in `token`.
    function stakeOf(address shop, address token) external view returns (Stake memory);
}
