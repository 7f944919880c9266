// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { ReentrancyGuardTransient } from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import { IDeposits } from "../interfaces/IDeposits.sol";
import { IDiscounts } from "../interfaces/IDiscounts.sol";
import { IGroups } from "../interfaces/IGroups.sol";
import { IMarket } from "../interfaces/IMarket.sol";
import { IReferrals } from "../interfaces/IReferrals.sol";
import { ISettings } from "../interfaces/ISettings.sol";
import { IShops } from "../interfaces/IShops.sol";
import { IVault } from "../interfaces/IVault.sol";
import { OrderLib } from "../libraries/OrderLib.sol";
import { SplitLib } from "../libraries/SplitLib.sol";
import { Credit, Order, OrderState, Outcome, Payout, Progress } from "../types/Types.sol";

/// @title The orders, and how one is closed
abstract contract OrderBook is IMarket, ReentrancyGuardTransient {
    using OrderLib for Order;

    /// @notice The other contracts.
    struct Wiring {
        ISettings settings;
        IVault vault;
        IShops shops;
        IDeposits deposits;
        IReferrals referrals;
        IGroups groups;
        IDiscounts discounts;
    }

    /// @notice How an order ends.
    struct Ending {
        OrderState state;
        Outcome outcome;
        uint16 refundBps;
        uint128 costsUnits;
    }

    uint256 private constant MOST_PAYEES = 7;

    ISettings internal immutable _settings;
    IVault internal immutable _vault;
    IShops internal immutable _shops;
    IDeposits internal immutable _deposits;
    IReferrals internal immutable _referrals;
    IGroups internal immutable _groups;
    IDiscounts internal immutable _discounts;

    /// @dev One slot an order; its terms live in OrderPaid and come along with every action.
    mapping(bytes32 orderId => Progress) internal _progress;
    mapping(address shop => mapping(bytes32 sku => uint64)) internal _sold;

    constructor(Wiring memory wiring_) {
        _settings = wiring_.settings;
        _vault = wiring_.vault;
        _shops = wiring_.shops;
        _deposits = wiring_.deposits;
        _referrals = wiring_.referrals;
        _groups = wiring_.groups;
        _discounts = wiring_.discounts;
    }

    /// @return The other contracts.
    function wiring() external view returns (Wiring memory) {
        return Wiring(_settings, _vault, _shops, _deposits, _referrals, _groups, _discounts);
    }

    /// @dev Reads the progress of the order that the call is about, which must exist.
    function _load() internal view returns (bytes32 orderId, Progress memory progress) {
        Order calldata order = OrderLib.argument();
        orderId = order.id();
        progress = _progress[orderId];
        if (progress.state == OrderState.None) revert OrderUnknown(orderId);
        if (progress.state == OrderState.Pooling) _enterPaid(order, progress);
    }

    /// @dev A pooled order is paid from the second in which its group filled up.
    function _enterPaid(Order calldata order, Progress memory progress) private view {
        uint40 filledAt = _groups.filledAt(order.group);
        if (filledAt == 0) return;
        progress.state = OrderState.Paid;
        progress.deadline = filledAt + order.shipWithinSeconds;
    }

    /// @dev The one place that writes progress, so that its packing is compiled once.
    function _save(bytes32 orderId, Progress memory progress) internal {
        _progress[orderId] = progress;
    }

    function _requireCaller(bytes32 orderId, address party) internal view {
        if (msg.sender != party) revert OrderCallerWrong(orderId, msg.sender);
    }

    function _requireState(bytes32 orderId, Progress memory progress, OrderState state) internal pure {
        if (progress.state != state) revert OrderStateWrong(orderId, progress.state);
    }

    function _requireInTime(bytes32 orderId, Progress memory progress) internal view {
        if (block.timestamp > progress.deadline) revert OrderDeadlinePassed(orderId, progress.deadline);
    }

    function _deadlineIn(uint256 window) internal view returns (uint40) {
        return uint40(block.timestamp + window);
    }

    /// @dev Moves an order to its final state, unlocks its coverage and credits everyone.
    /// INVARIANT I3: callers checked that the order is in a state that this edge leaves. The ending lies in memory, or
    /// the compiler would copy the whole function for every call with other constants.
    function _close(bytes32 orderId, Progress memory progress, Ending memory ending) internal {
        Order calldata order = OrderLib.argument();
        (Payout memory payout, bool sellerFailed) = SplitLib.split(
            order,
            ending.outcome,
            ending.refundBps,
            ending.costsUnits
        );
        uint256 fees = uint256(payout.feeUnits) + payout.coverageFeeUnits;
        progress.state = ending.state;
        progress.outcome = ending.outcome;
        progress.feeUnits = uint128(fees);
        _save(orderId, progress);
        emit OrderClosed(orderId, order.shop, order.buyer, ending.state, ending.outcome, payout);
        _deposits.release(
            order.shop,
            order.token,
            order.coverageUnits,
            uint256(payout.penaltyUnits) + payout.coverageFeeUnits + payout.costsUnits,
            order.totalUnits - payout.buyerUnits,
            sellerFailed ? payout.buyerUnits : 0
        );
        _vault.credit(order.token, orderId, _credits(order, payout), fees);
    }

    /// @dev Who gets nothing is left out.
    function _credits(Order calldata order, Payout memory payout) private pure returns (Credit[] memory credits) {
        credits = new Credit[](MOST_PAYEES);
        uint256 buyerUnits = uint256(payout.buyerUnits) + payout.penaltyUnits + payout.costsUnits;
        uint256 count = _addCredit(credits, 0, order.buyer, buyerUnits);
        count = _addCredit(credits, count, order.shop, payout.sellerUnits);
        count = _addCredit(credits, count, order.promoter, payout.promoterUnits);
        count = _addCredit(credits, count, order.parent, payout.parentUnits);
        count = _addCredit(credits, count, order.host, payout.hostUnits);
        count = _addCredit(credits, count, order.leader, payout.leaderUnits);
        count = _addCredit(credits, count, order.pickup, payout.pickupUnits);
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            // Safety: `count` is at most the length that was allocated.
            mstore(credits, count)
        }
    }

    function _addCredit(
        Credit[] memory credits,
        uint256 count,
        address to,
        uint256 units
    ) private pure returns (uint256) {
        if (units == 0) return count;
        Credit memory added = credits[count];
        added.to = to;
        added.units = units;
        return count + 1;
    }
}
