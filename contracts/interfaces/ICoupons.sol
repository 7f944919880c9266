// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { Coupon } from "../types/Types.sol";

/// @title Price reductions that a shop signs
/// @notice Signing costs no gas. A coupon lowers the price before the order is made, never the escrow of a paid one.
interface ICoupons {
    /// @notice `buyer` used the coupon with this EIP-712 digest for the `uses`-th time.
    event CouponUsed(
        bytes32 indexed couponId,
        address indexed shop,
        address indexed buyer,
        uint128 discountUnits,
        uint32 uses,
        bool firstOrderOnly
    );
    /// @notice The shop withdrew a coupon.
    event CouponCancelled(bytes32 indexed couponId, address indexed shop);

    /// @notice Thrown when the caller is not the market.
    error DiscountsUnauthorized(address caller);
    /// @notice Thrown when a line brings more than one coupon.
    error CouponTooMany(uint256 coupons);
    /// @notice Thrown when the signer is neither the shop nor its publisher, or did not sign.
    error CouponSignatureInvalid(address signer);
    /// @notice Thrown when the coupon is for another shop, token, SKU or holder, or the SKUs are not the signed ones.
    error CouponNotForLine(bytes32 couponId);
    /// @notice Thrown when percentage and amount are both set, both zero, the percentage is above 9,000, or the use
    /// brings more than 100 SKUs.
    error CouponTermsInvalid(bytes32 couponId);
    /// @notice Thrown from the second `validUntil` on.
    error CouponExpired(bytes32 couponId, uint64 validUntil);
    /// @notice Thrown when everyone together used it as often as allowed; also when it was cancelled.
    error CouponUsedUp(bytes32 couponId, uint32 uses);
    /// @notice Thrown when this buyer used it as often as one buyer may.
    error CouponUsedUpByBuyer(bytes32 couponId, address buyer, uint32 uses);
    /// @notice Thrown when the buyer used a first-order coupon of the shop before, and its order did not give it back.
    error CouponNotFirstOrder(bytes32 couponId, address buyer);
    /// @notice Thrown when the item price of the line is below the coupon's minimum.
    error CouponBelowMinimum(bytes32 couponId, uint128 itemUnits, uint128 minimumUnits);
    /// @notice Thrown when another than the shop cancels.
    error CouponNotYours(address shop);

    /// @notice Withdraws a coupon for ever. Only its shop.
    /// Emits: CouponCancelled.
    /// Reverts if: CouponNotYours.
    function cancelCoupon(Coupon calldata coupon) external;

    /// @return The EIP-712 digest that the shop signs; also the coupon's ID.
    function couponDigest(Coupon calldata coupon) external view returns (bytes32);

    /// @return Uses by everyone; the highest number when cancelled.
    function couponUses(bytes32 couponId) external view returns (uint32);

    /// @return Uses by one buyer.
    function couponUsesBy(bytes32 couponId, address buyer) external view returns (uint32);

    /// @notice What makes a coupon one for first orders: each buyer uses one of them a shop. Whether the buyer bought
    /// there without one is not stored, since every purchase would pay for that; the shop sees it and can cancel
    /// without penalty.
    /// @return True when `buyer` used a first-order coupon of `shop` in an order that did not give it back.
    function usedFirstOrderCoupon(address shop, address buyer) external view returns (bool);
}
