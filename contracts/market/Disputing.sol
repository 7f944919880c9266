// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { ERC165Checker } from "@openzeppelin/contracts/utils/introspection/ERC165Checker.sol";
import { IArbitrator } from "../interfaces/IArbitrator.sol";
import { IMarket } from "../interfaces/IMarket.sol";
import { OrderLib } from "../libraries/OrderLib.sol";
import { Order, OrderState, Outcome, Progress } from "../types/Types.sol";
import { OrderBook } from "./OrderBook.sol";

/// @title Disputing: proposals, escalation, ruling
abstract contract Disputing is OrderBook {
    uint16 private constant WHOLE_BPS = 10_000;

    /// @inheritdoc IMarket
    function dispute(Order calldata order, uint16 refundBps, bytes32 evidence) external nonReentrant {
        (bytes32 orderId, Progress memory progress) = _load();
        _requireCaller(orderId, order.buyer);
        _requireState(orderId, progress, OrderState.Shipped);
        _requireInTime(orderId, progress);
        if (refundBps == 0 || refundBps > WHOLE_BPS) revert RefundBpsInvalid(refundBps);
        progress.state = OrderState.Disputed;
        progress.buyerBps = refundBps;
        progress.deadline = _deadlineIn(order.parameters.answerWithinSeconds);
        _save(orderId, progress);
        emit OrderDisputed(orderId, refundBps, evidence, progress.deadline);
    }

    /// @inheritdoc IMarket
    function propose(Order calldata order, uint16 refundBps, bytes32 evidence) external nonReentrant {
        (bytes32 orderId, Progress memory progress) = _load();
        if (msg.sender != order.buyer) _requireCaller(orderId, order.shop);
        if (progress.state != OrderState.Escalated) _requireState(orderId, progress, OrderState.Disputed);
        _requireInTime(orderId, progress);
        (bool agreed, uint16 settledBps) = msg.sender == order.buyer
            ? _ask(progress, refundBps)
            : _offer(progress, refundBps, order.parameters.escalateWithinSeconds);
        // INVARIANT I10: also the proposal that ends the dispute changes what is stored.
        emit OrderProposed(orderId, msg.sender, refundBps, evidence, progress.deadline);
        if (agreed) _close(orderId, progress, Ending(OrderState.Settled, Outcome.Agreed, settledBps, 0));
        else _save(orderId, progress);
    }

    /// @inheritdoc IMarket
    function escalate(Order calldata order) external nonReentrant {
        (bytes32 orderId, Progress memory progress) = _load();
        _requireEscalator(orderId);
        _requireState(orderId, progress, OrderState.Disputed);
        if (!progress.answered) revert OrderStateWrong(orderId, progress.state);
        _requireInTime(orderId, progress);
        progress.state = OrderState.Escalated;
        progress.deadline = _deadlineIn(order.parameters.ruleWithinSeconds);
        _save(orderId, progress);
        emit OrderEscalated(orderId, msg.sender, progress.deadline);
    }

    /// @inheritdoc IMarket
    function rule(Order calldata order, uint16 refundBps, uint128 costsUnits) external nonReentrant {
        (bytes32 orderId, Progress memory progress) = _load();
        _requireCaller(orderId, order.arbitrator);
        _requireState(orderId, progress, OrderState.Escalated);
        _requireInTime(orderId, progress);
        if (refundBps > WHOLE_BPS) revert RefundBpsInvalid(refundBps);
        _close(orderId, progress, Ending(OrderState.Ruled, Outcome.Arbitrated, refundBps, costsUnits));
    }

    /// @inheritdoc IMarket
    function refuse(Order calldata order) external nonReentrant {
        (bytes32 orderId, Progress memory progress) = _load();
        _requireCaller(orderId, order.arbitrator);
        _requireState(orderId, progress, OrderState.Escalated);
        _close(orderId, progress, Ending(OrderState.Ruled, Outcome.ArbitratorRefused, 10_000, 0));
    }

    /// @dev The question costs at most 60,000 gas and no answer stops it: an arbitrator cannot block a party by it more
    /// than by ruling as it likes.
    function _requireEscalator(bytes32 orderId) private view {
        Order calldata order = OrderLib.argument();
        if (ERC165Checker.supportsInterface(order.arbitrator, type(IArbitrator).interfaceId)) {
            _requireCaller(orderId, order.arbitrator);
        } else if (msg.sender != order.buyer) {
            _requireCaller(orderId, order.shop);
        }
    }

    /// @dev The buyer asks for less than before; what the shop offered stands when it is enough.
    function _ask(Progress memory progress, uint16 refundBps) private pure returns (bool agreed, uint16 settledBps) {
        if (refundBps == 0 || refundBps > progress.buyerBps) revert RefundBpsInvalid(refundBps);
        progress.buyerBps = refundBps;
        return (progress.answered && refundBps <= progress.sellerBps, progress.sellerBps);
    }

    /// @dev The shop offers more than before; what the buyer asked for stands when it is enough. The first offer is
    /// the answer and opens the window for escalation.
    function _offer(
        Progress memory progress,
        uint16 refundBps,
        uint32 escalateWithinSeconds
    ) private view returns (bool agreed, uint16 settledBps) {
        if (refundBps > WHOLE_BPS || refundBps < progress.sellerBps) revert RefundBpsInvalid(refundBps);
        progress.sellerBps = refundBps;
        if (!progress.answered) {
            progress.answered = true;
            progress.deadline = _deadlineIn(escalateWithinSeconds);
        }
        return (refundBps >= progress.buyerBps, progress.buyerBps);
    }
}
