// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { ICoupons } from "../interfaces/ICoupons.sol";
import { BpsLib } from "../libraries/BpsLib.sol";
import { SignatureLib } from "../libraries/SignatureLib.sol";
import { Coupon, CouponUse, DiscountRequest, Order } from "../types/Types.sol";
import { Wiring } from "./Wiring.sol";

/// @title Price reductions that a shop signs
abstract contract Coupons is ICoupons, Wiring {
    using BpsLib for uint256;

    bytes32 private constant COUPON_TYPEHASH = keccak256(
        "Coupon(address shop,address token,bytes32 skus,address holder,uint16 percentBps,uint128 amountUnits,"
        "uint128 minimumUnits,uint32 maxUses,uint32 maxUsesPerBuyer,bool firstOrderOnly,uint64 validUntil,"
        "bytes32 nonce)"
    );
    uint16 private constant MAX_PERCENT_BPS = 9_000;
    /// @dev INVARIANT I7: bounds the search for the line's SKU.
    uint256 private constant MAX_SKUS = 100;
    uint32 private constant CANCELLED = type(uint32).max;

    mapping(bytes32 couponId => uint32) private _uses;
    mapping(bytes32 couponId => mapping(address buyer => uint32)) private _usesBy;
    mapping(address shop => mapping(address buyer => bool)) private _usedFirstOrder;

    /// @inheritdoc ICoupons
    function cancelCoupon(Coupon calldata coupon) external {
        if (msg.sender != coupon.shop) revert CouponNotYours(coupon.shop);
        bytes32 couponId = _couponId(coupon);
        _uses[couponId] = CANCELLED;
        emit CouponCancelled(couponId, coupon.shop);
    }

    /// @inheritdoc ICoupons
    function couponDigest(Coupon calldata coupon) external view returns (bytes32) {
        return _couponId(coupon);
    }

    /// @inheritdoc ICoupons
    function couponUses(bytes32 couponId) external view returns (uint32) {
        return _uses[couponId];
    }

    /// @inheritdoc ICoupons
    function couponUsesBy(bytes32 couponId, address buyer) external view returns (uint32) {
        return _usesBy[couponId][buyer];
    }

    /// @inheritdoc ICoupons
    function usedFirstOrderCoupon(address shop, address buyer) external view returns (bool) {
        return _usedFirstOrder[shop][buyer];
    }

    /// @dev Checks everything about a coupon every time, and counts its use.
    /// @return discountUnits What the coupon takes off; may be more than the line costs.
    /// @return couponId The coupon.
    function _useCoupon(
        DiscountRequest calldata request,
        CouponUse calldata use
    ) internal returns (uint128 discountUnits, bytes32 couponId) {
        Coupon calldata coupon = use.coupon;
        couponId = _couponId(coupon);
        _checkCoupon(couponId, request, use);
        uint32 uses = _countUse(couponId, coupon, request.buyer);
        discountUnits =
            coupon.percentBps == 0 ? coupon.amountUnits : uint128(uint256(request.itemUnits).part(coupon.percentBps));
        emit CouponUsed(couponId, coupon.shop, request.buyer, discountUnits, uses, coupon.firstOrderOnly);
    }

    /// @dev Counts a use back; a cancelled coupon stays cancelled.
    function _returnCoupon(Order calldata order, bytes32 couponId, bool firstOrderOnly) internal {
        if (_uses[couponId] != CANCELLED) --_uses[couponId];
        --_usesBy[couponId][order.buyer];
        if (firstOrderOnly) _usedFirstOrder[order.shop][order.buyer] = false;
    }

    function _countUse(bytes32 couponId, Coupon calldata coupon, address buyer) private returns (uint32 uses) {
        uses = _uses[couponId];
        if (uses >= coupon.maxUses) revert CouponUsedUp(couponId, uses);
        uint32 usesBy = _usesBy[couponId][buyer];
        if (usesBy >= coupon.maxUsesPerBuyer) revert CouponUsedUpByBuyer(couponId, buyer, usesBy);
        _uses[couponId] = ++uses;
        _usesBy[couponId][buyer] = usesBy + 1;
        if (!coupon.firstOrderOnly) return uses;
        if (_usedFirstOrder[coupon.shop][buyer]) revert CouponNotFirstOrder(couponId, buyer);
        _usedFirstOrder[coupon.shop][buyer] = true;
    }

    function _checkCoupon(bytes32 couponId, DiscountRequest calldata request, CouponUse calldata use) private view {
        Coupon calldata coupon = use.coupon;
        if (
            (coupon.percentBps == 0) == (coupon.amountUnits == 0) ||
            coupon.percentBps > MAX_PERCENT_BPS ||
            use.skus.length > MAX_SKUS
        ) revert CouponTermsInvalid(couponId);
        if (
            coupon.shop != request.shop ||
            coupon.token != request.token ||
            (coupon.holder != address(0) && coupon.holder != request.buyer) ||
            !_covers(coupon.skus, use.skus, request.sku)
        ) revert CouponNotForLine(couponId);
        (bool mayPublish, ) = _shops.publishing(coupon.shop, use.signer);
        if (!mayPublish || !SignatureLib.isValid(couponId, use.signer, use.signature)) {
            revert CouponSignatureInvalid(use.signer);
        }
        if (coupon.validUntil <= block.timestamp) revert CouponExpired(couponId, coupon.validUntil);
        if (request.itemUnits < coupon.minimumUnits) {
            revert CouponBelowMinimum(couponId, request.itemUnits, coupon.minimumUnits);
        }
    }

    /// @return True when the coupon is for the whole shop, or `skus` are the signed ones and hold `sku`.
    function _covers(bytes32 signed, bytes32[] calldata skus, bytes32 sku) private pure returns (bool) {
        if (signed == bytes32(0)) return skus.length == 0;
        if (keccak256(abi.encode(skus)) != signed) return false;
        for (uint256 i = 0; i < skus.length; ++i) {
            if (skus[i] == sku) return true;
        }
        return false;
    }

    function _couponId(Coupon calldata coupon) private view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(COUPON_TYPEHASH, coupon)));
    }
}
