// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { CouponUse, DiscountRequest, Order } from "../types/Types.sol";
import { ICoupons } from "./ICoupons.sol";
import { IPoints } from "./IPoints.sol";

/// @title What lowers the price of a line
/// @notice A refunded order gives coupon and points back, so that a group which did not fill, or a shop that did not
/// deliver, costs the buyer nothing.
interface IDiscounts is ICoupons, IPoints {
    /// @notice What an order used up. Every field may be zero.
    struct Taken {
        bytes32 couponId;
        /// The coupon was one for first orders.
        bool firstOrderOnly;
        address pointsIssuer;
        uint128 points;
    }

    /// @notice An order used this up.
    event DiscountTaken(bytes32 indexed orderId, Taken taken);
    /// @notice A refunded order gave back what it used up.
    event DiscountGivenBack(bytes32 indexed orderId, Taken taken);

    /// @notice Thrown when nothing of the item price would be left.
    error DiscountTooHigh(uint256 discountUnits, uint128 itemUnits);
    /// @notice Thrown when coupon and points would be used up for nothing.
    error DiscountNone();
    /// @notice Thrown when the order did not use this up, or gave it back.
    error DiscountUnknown(bytes32 orderId);
    /// @notice Thrown when the order is not refunded.
    error DiscountNotRefunded(bytes32 orderId);

    /// @notice Uses a coupon and spends points. Only the market, which checked the offer. The coupon counts first;
    /// points count on what it leaves.
    /// Emits: CouponUsed, PointsSpent.
    /// Reverts if: DiscountsUnauthorized, DiscountTooHigh, DiscountNone, and the errors of coupons and points.
    /// @param coupons At most one.
    /// @param pointsIssuer Whose points are spent.
    /// @param points Zero to spend none.
    /// @return discountUnits What the line costs less: above zero, below `request.itemUnits`.
    /// @return taken What the order uses up; to be recorded once it has an ID.
    function take(
        DiscountRequest calldata request,
        CouponUse[] calldata coupons,
        address pointsIssuer,
        uint128 points
    ) external returns (uint128 discountUnits, Taken memory taken);

    /// @notice Keeps what an order used up. Only the market.
    /// Emits: DiscountTaken.
    /// Reverts if: DiscountsUnauthorized.
    function record(bytes32 orderId, Taken calldata taken) external;

    /// @notice Gives the buyer of a refunded order coupon and points back. Anyone, once an order.
    /// Emits: DiscountGivenBack.
    /// Reverts if: DiscountUnknown, DiscountNotRefunded.
    function giveBack(Order calldata order, Taken calldata taken) external;

    /// @return keccak256(abi.encode(Taken)) of what the order used up; zero for none, or when it was given back.
    function takenBy(bytes32 orderId) external view returns (bytes32);
}
