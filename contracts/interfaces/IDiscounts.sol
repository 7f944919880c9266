// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { CouponUse, DiscountRequest } from "../types/Types.sol";
import { ICoupons } from "./ICoupons.sol";
import { IPoints } from "./IPoints.sol";

/// @title What lowers the price of a line
interface IDiscounts is ICoupons, IPoints {
    /// @notice Thrown when nothing of the item price would be left.
    error DiscountTooHigh(uint256 discountUnits, uint128 itemUnits);

    /// @notice Uses a coupon and spends points. Only the market, which checked the offer. The coupon counts first;
    /// points count on what it leaves.
    /// Emits: CouponUsed, PointsSpent.
    /// Reverts if: DiscountsUnauthorized, DiscountTooHigh, and the errors of coupons and points.
    /// @param coupons At most one.
    /// @param pointsIssuer Whose points are spent.
    /// @param points Zero to spend none.
    /// @return discountUnits What the line costs less, below `request.itemUnits`.
    function take(
        DiscountRequest calldata request,
        CouponUse[] calldata coupons,
        address pointsIssuer,
        uint128 points
    ) external returns (uint128 discountUnits);
}
