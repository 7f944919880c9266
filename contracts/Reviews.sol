// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { IMarket } from "./interfaces/IMarket.sol";
import { IReviews } from "./interfaces/IReviews.sol";
import { OrderLib } from "./libraries/OrderLib.sol";
import { Order, Progress } from "./types/Types.sol";

/// @title Reviews
contract Reviews is IReviews {
    using OrderLib for Order;

    uint8 public constant MAX_STARS = 5;
    uint8 public constant MAX_AMENDMENTS = 5;

    /// @dev INVARIANT I5: `firstStars` is written once and keeps half the weight.
    struct Review {
        uint8 firstStars;
        uint8 latestStars;
        uint8 amendments;
        bool replied;
    }

    IMarket private immutable _market;

    mapping(bytes32 orderId => Review) private _reviews;
    mapping(address shop => mapping(address token => Sums)) private _sums;

    /// @param market_ Knows the orders.
    constructor(IMarket market_) {
        _market = market_;
    }

    modifier validStars(uint8 stars) {
        if (stars == 0 || stars > MAX_STARS) revert ReviewStarsInvalid(stars);
        _;
    }

    /// @inheritdoc IReviews
    function post(Order calldata order, uint8 stars, bytes32 content) external validStars(stars) {
        bytes32 orderId = order.id();
        Progress memory progress = _market.progressOf(orderId);
        if (!OrderLib.isFinal(progress.state)) revert ReviewOrderNotFinal(orderId);
        if (msg.sender != order.buyer) revert ReviewCallerWrong(orderId, msg.sender);
        if (_reviews[orderId].firstStars != 0) revert ReviewAlreadyPosted(orderId);
        _reviews[orderId] = Review({ firstStars: stars, latestStars: stars, amendments: 0, replied: false });
        Sums storage sums = _sums[order.shop][order.token];
        sums.count += 1;
        sums.weightUnits += uint96(progress.feeUnits);
        sums.weightedHalfStars += uint96(progress.feeUnits) * 2 * stars;
        emit ReviewPosted(orderId, order.shop, msg.sender, order.token, stars, content, progress.feeUnits);
    }

    /// @inheritdoc IReviews
    function amend(Order calldata order, uint8 stars, bytes32 content) external validStars(stars) {
        bytes32 orderId = order.id();
        Review storage review = _reviews[orderId];
        if (review.firstStars == 0) revert ReviewMissing(orderId);
        if (msg.sender != order.buyer) revert ReviewCallerWrong(orderId, msg.sender);
        if (review.amendments == MAX_AMENDMENTS) revert ReviewAmendmentsUsedUp(orderId, MAX_AMENDMENTS);
        uint8 amendments = review.amendments + 1;
        Sums storage sums = _sums[order.shop][order.token];
        uint96 weight = uint96(_market.progressOf(orderId).feeUnits);
        sums.weightedHalfStars = sums.weightedHalfStars + weight * stars - weight * review.latestStars;
        review.latestStars = stars;
        review.amendments = amendments;
        emit ReviewAmended(orderId, order.shop, stars, content, amendments);
    }

    /// @inheritdoc IReviews
    function reply(Order calldata order, bytes32 content) external {
        bytes32 orderId = order.id();
        Review storage review = _reviews[orderId];
        if (review.firstStars == 0) revert ReviewMissing(orderId);
        if (msg.sender != order.shop) revert ReviewCallerWrong(orderId, msg.sender);
        if (review.replied) revert ReviewAlreadyReplied(orderId);
        review.replied = true;
        emit ReviewReplied(orderId, order.shop, content);
    }

    /// @inheritdoc IReviews
    function sumsOf(address shop, address token) external view returns (Sums memory) {
        return _sums[shop][token];
    }

    /// @return The market whose orders may be reviewed.
    function wiring() external view returns (address) {
        return address(_market);
    }
}
