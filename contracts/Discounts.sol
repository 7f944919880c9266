// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { Coupons } from "./discounts/Coupons.sol";
import { Points } from "./discounts/Points.sol";
import { Wiring } from "./discounts/Wiring.sol";
import { IDiscounts } from "./interfaces/IDiscounts.sol";
import { IMarket } from "./interfaces/IMarket.sol";
import { IShops } from "./interfaces/IShops.sol";
import { CouponUse, DiscountRequest } from "./types/Types.sol";

/// @title Discounts
contract Discounts is IDiscounts, Coupons, Points {
    /// @param shops Who may sign coupons.
    /// @param market The only caller that may take discounts.
    constructor(IShops shops, IMarket market) Wiring(shops, market) {}

    /// @inheritdoc IDiscounts
    function take(
        DiscountRequest calldata request,
        CouponUse[] calldata coupons,
        address pointsIssuer,
        uint128 points
    ) external returns (uint128 discountUnits) {
        if (msg.sender != address(_market)) revert DiscountsUnauthorized(msg.sender);
        if (coupons.length > 1) revert CouponTooMany(coupons.length);
        if (coupons.length == 1) discountUnits = _useCoupon(request, coupons[0]);
        if (discountUnits >= request.itemUnits) revert DiscountTooHigh(discountUnits, request.itemUnits);
        if (points == 0) return discountUnits;
        // At least half of what the coupon left stays to be paid, so the sum is below the item price.
        discountUnits += _spendPoints(request, request.itemUnits - discountUnits, pointsIssuer, points);
    }
}
