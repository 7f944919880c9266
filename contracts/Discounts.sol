// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { Coupons } from "./discounts/Coupons.sol";
import { Points } from "./discounts/Points.sol";
import { Wiring } from "./discounts/Wiring.sol";
import { IDiscounts } from "./interfaces/IDiscounts.sol";
import { IMarket } from "./interfaces/IMarket.sol";
import { IShops } from "./interfaces/IShops.sol";
import { OrderLib } from "./libraries/OrderLib.sol";
import { CouponUse, DiscountRequest, Order, OrderState } from "./types/Types.sol";

/// @title Discounts
contract Discounts is IDiscounts, Coupons, Points {
    using OrderLib for Order;

    /// @dev Hash of what an order used up: the rest comes along when it is given back.
    mapping(bytes32 orderId => bytes32) private _taken;

    modifier onlyMarket() {
        if (msg.sender != address(_market)) revert DiscountsUnauthorized(msg.sender);
        _;
    }

    /// @param shops Who may sign coupons.
    /// @param market The only caller that may take discounts.
    constructor(IShops shops, IMarket market) Wiring(shops, market) {}

    /// @inheritdoc IDiscounts
    function take(
        DiscountRequest calldata request,
        CouponUse[] calldata coupons,
        address pointsIssuer,
        uint128 points
    ) external onlyMarket returns (uint128 discountUnits, Taken memory taken) {
        if (coupons.length > 1) revert CouponTooMany(coupons.length);
        if (coupons.length == 1) {
            (discountUnits, taken.couponId) = _useCoupon(request, coupons[0]);
            taken.firstOrderOnly = coupons[0].coupon.firstOrderOnly;
        }
        if (discountUnits >= request.itemUnits) revert DiscountTooHigh(discountUnits, request.itemUnits);
        if (points != 0) {
            // At least half of what the coupon left stays to be paid, so the sum is below the item price.
            discountUnits += _spendPoints(request, request.itemUnits - discountUnits, pointsIssuer, points);
            taken.pointsIssuer = pointsIssuer;
            taken.points = points;
        }
        if (discountUnits == 0) revert DiscountNone();
    }

    /// @inheritdoc IDiscounts
    function record(bytes32 orderId, Taken calldata taken) external onlyMarket {
        _taken[orderId] = keccak256(abi.encode(taken));
        emit DiscountTaken(orderId, taken);
    }

    /// @inheritdoc IDiscounts
    function giveBack(Order calldata order, Taken calldata taken) external {
        bytes32 orderId = order.id();
        if (_taken[orderId] != keccak256(abi.encode(taken))) revert DiscountUnknown(orderId);
        if (_market.progressOf(orderId).state != OrderState.Refunded) revert DiscountNotRefunded(orderId);
        delete _taken[orderId];
        if (taken.couponId != bytes32(0)) _returnCoupon(order, taken.couponId, taken.firstOrderOnly);
        if (taken.points != 0) _returnPoints(order, taken.pointsIssuer, taken.points);
        emit DiscountGivenBack(orderId, taken);
    }

    /// @inheritdoc IDiscounts
    function takenBy(bytes32 orderId) external view returns (bytes32) {
        return _taken[orderId];
    }
}
