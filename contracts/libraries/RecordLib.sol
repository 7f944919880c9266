// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { IDeposits } from "../interfaces/IDeposits.sol";

/// @title What a shop's own record allows it
/// @notice All of it is weighted by value, over a window that slides by value: when the counted value outgrows the
/// window, both sums shrink in proportion, so old orders fade as new ones arrive and many tiny orders move nothing.
/// @dev INVARIANT I7: two numbers stand for the whole history.
library RecordLib {
    /// @dev Share of failed value, in basis points, from which on a shop may not sell.
    uint256 internal constant SUSPEND_BPS = 2_000;
    /// @dev The window is this many times the stake.
    uint256 private constant WINDOW_STAKES = 20;
    /// @dev Part of its stake that a shop without a record may lock.
    uint256 private constant NEW_SHOP_PART = 4;
    uint32 internal constant NEW_SHOP_INSPECTION = 7 days;
    uint256 private constant MAX_VALUE = type(uint80).max;
    uint256 private constant WHOLE_BPS = 10_000;

    /// @notice Counts a closed order.
    /// @return suspends True when too much of the newest value failed. A stake's worth of good sales is presumed, so
    /// that one bad order at the start does not decide.
    function count(
        IDeposits.Stake memory held,
        uint256 soldUnits,
        uint256 failedUnits
    ) internal pure returns (bool suspends) {
        uint256 closed = uint256(held.closedUnits) + soldUnits + failedUnits;
        uint256 failed = uint256(held.failedUnits) + failedUnits;
        uint256 window = WINDOW_STAKES * held.stakedUnits;
        if (window > MAX_VALUE) window = MAX_VALUE;
        if (closed > window) {
            failed = (failed * window) / closed;
            closed = window;
        }
        held.closedUnits = uint80(closed);
        held.failedUnits = uint80(failed);
        return failedUnits != 0 && failed * WHOLE_BPS > SUSPEND_BPS * (closed + held.stakedUnits);
    }

    /// @return How much of its stake a shop may have locked: a quarter, and one unit more for every unit sold well.
    function lockable(IDeposits.Stake memory held) internal pure returns (uint256) {
        uint256 units = held.stakedUnits / NEW_SHOP_PART + _sold(held);
        return units < held.stakedUnits ? units : held.stakedUnits;
    }

    /// @return True until a shop sold well for a quarter of its stake.
    function isNew(IDeposits.Stake memory held) internal pure returns (bool) {
        return _sold(held) < held.stakedUnits / NEW_SHOP_PART;
    }

    /// @notice Tiers double: tier 0 begins at the least stake of the token, tier 1 at twice as much.
    /// @return tier The first tier above `stakedUnits`.
    function nextTier(uint256 stakedUnits, uint256 minStakeUnits) internal pure returns (uint8 tier) {
        while (tierUnits(tier, minStakeUnits) <= stakedUnits) ++tier;
    }

    /// @return Stake at which a tier begins.
    function tierUnits(uint8 tier, uint256 minStakeUnits) internal pure returns (uint256) {
        return (minStakeUnits == 0 ? 1 : minStakeUnits) << tier;
    }

    function _sold(IDeposits.Stake memory held) private pure returns (uint256) {
        return held.closedUnits - held.failedUnits;
    }
}
