// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { IMarket } from "./interfaces/IMarket.sol";
import { OrderLib } from "./libraries/OrderLib.sol";
import { Buying } from "./market/Buying.sol";
import { Disputing } from "./market/Disputing.sol";
import { Fulfilling } from "./market/Fulfilling.sol";
import { OrderBook } from "./market/OrderBook.sol";
import { Order, OrderState, Outcome, Progress } from "./types/Types.sol";

/// @title Market
contract Market is Buying, Fulfilling, Disputing {
    using OrderLib for Order;

    /// @param wiring_ The other contracts.
    constructor(Wiring memory wiring_) OrderBook(wiring_) {}

    /// @inheritdoc IMarket
    function poke(Order calldata order) external nonReentrant {
        (bytes32 orderId, Progress memory progress) = _load();
        if (OrderLib.isFinal(progress.state)) revert OrderStateWrong(orderId, progress.state);
        if (block.timestamp <= progress.deadline) revert OrderDeadlineAhead(orderId, progress.deadline);
        if (progress.state == OrderState.Pooling) {
            // Units that were only reserved can be sold again: a group that never fills must not use up the stock.
            _sold[order.shop][order.sku] -= order.quantity;
        }
        _close(orderId, progress, _overdue(progress));
    }

    /// @inheritdoc IMarket
    function progressOf(bytes32 orderId) external view returns (Progress memory) {
        return _progress[orderId];
    }

    /// @inheritdoc IMarket
    function idOf(Order calldata order) external pure returns (bytes32) {
        return order.id();
    }

    /// @dev What silence means in each state.
    function _overdue(Progress memory progress) private pure returns (Ending memory) {
        if (progress.state == OrderState.Pooling) return Ending(OrderState.Refunded, Outcome.GroupExpired, 10_000, 0);
        if (progress.state == OrderState.Paid) return Ending(OrderState.Refunded, Outcome.NotShipped, 10_000, 0);
        if (progress.state == OrderState.Shipped) return Ending(OrderState.Completed, Outcome.InspectionOver, 0, 0);
        if (progress.state == OrderState.Escalated) {
            return Ending(OrderState.Ruled, Outcome.ArbitratorSilent, 10_000, 0);
        }
        if (!progress.answered) return Ending(OrderState.Ruled, Outcome.SellerSilent, 10_000, 0);
        return Ending(OrderState.Settled, Outcome.NotEscalated, progress.sellerBps, 0);
    }
}
