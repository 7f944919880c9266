// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { IMarket } from "../interfaces/IMarket.sol";
import { Order, OrderState, Outcome, Progress } from "../types/Types.sol";
import { OrderBook } from "./OrderBook.sol";

/// @title Fulfilling: shipping, cancelling, confirming
abstract contract Fulfilling is OrderBook {
    /// @inheritdoc IMarket
    function ship(Order calldata order, bytes32 shipment) external nonReentrant {
        (bytes32 orderId, Progress memory progress) = _load(order);
        _requireCaller(orderId, order.shop);
        _requireState(orderId, progress, OrderState.Paid);
        _requireInTime(orderId, progress);
        progress.state = OrderState.Shipped;
        progress.deadline = _deadlineIn(order.inspectWithinSeconds);
        _progress[orderId] = progress;
        emit OrderShipped(orderId, shipment, progress.deadline);
    }

    /// @inheritdoc IMarket
    function cancel(Order calldata order) external nonReentrant {
        (bytes32 orderId, Progress memory progress) = _load(order);
        _requireCaller(orderId, order.shop);
        if (progress.state == OrderState.Paid) _requireInTime(orderId, progress);
        else _requireState(orderId, progress, OrderState.Shipped);
        _close(order, orderId, progress, Ending(OrderState.Refunded, Outcome.CancelledBySeller, 10_000));
    }

    /// @inheritdoc IMarket
    function confirm(Order calldata order) external nonReentrant {
        (bytes32 orderId, Progress memory progress) = _load(order);
        _requireCaller(orderId, order.buyer);
        _requireState(orderId, progress, OrderState.Shipped);
        _close(order, orderId, progress, Ending(OrderState.Completed, Outcome.Confirmed, 0));
    }
}
