// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { IMarket } from "../interfaces/IMarket.sol";
import { Order, OrderState, Outcome, Progress } from "../types/Types.sol";
import { OrderBook } from "./OrderBook.sol";

/// @title Fulfilling: shipping, handing over, cancelling, confirming
abstract contract Fulfilling is OrderBook {
    /// @inheritdoc IMarket
    function ship(Order calldata order, bytes32 shipment) external nonReentrant {
        (bytes32 orderId, Progress memory progress) = _load();
        _requireCaller(orderId, order.shop);
        _requireState(orderId, progress, OrderState.Paid);
        _requireInTime(orderId, progress);
        progress.state = OrderState.Shipped;
        progress.deadline = _deadlineIn(order.inspectWithinSeconds);
        _save(orderId, progress);
        emit OrderShipped(orderId, shipment, progress.deadline);
    }

    /// @inheritdoc IMarket
    /// @dev The deadline of a paid order does not count: goods in the buyer's hands are better than a late refund.
    function handOver(Order calldata order, bytes32 secret) external nonReentrant {
        (bytes32 orderId, Progress memory progress) = _load();
        if (msg.sender != order.pickup) _requireCaller(orderId, order.shop);
        if (progress.state != OrderState.Shipped) _requireState(orderId, progress, OrderState.Paid);
        if (keccak256(abi.encode(secret)) != order.handover) revert HandoverSecretWrong(orderId);
        _close(orderId, progress, Ending(OrderState.Completed, Outcome.HandedOver, 0, 0));
    }

    /// @inheritdoc IMarket
    function cancel(Order calldata order) external nonReentrant {
        (bytes32 orderId, Progress memory progress) = _load();
        _requireCaller(orderId, order.shop);
        if (progress.state == OrderState.Paid) _requireInTime(orderId, progress);
        else _requireState(orderId, progress, OrderState.Shipped);
        _close(orderId, progress, Ending(OrderState.Refunded, Outcome.CancelledBySeller, 10_000, 0));
    }

    /// @inheritdoc IMarket
    function confirm(Order calldata order) external nonReentrant {
        (bytes32 orderId, Progress memory progress) = _load();
        _requireCaller(orderId, order.buyer);
        _requireState(orderId, progress, OrderState.Shipped);
        _close(orderId, progress, Ending(OrderState.Completed, Outcome.Confirmed, 0, 0));
    }
}
