// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { Order } from "../types/Types.sol";

/// @title Reviews that only a paid order can create
/// @dev INVARIANT I5: at most one review per order; amendments append and the first stars keep at least half the
/// weight. Sums count half stars: first stars plus latest stars, so one unamended five-star review counts ten.
interface IReviews {
    /// @notice What other contracts can read of a shop's reviews in one token.
    struct Sums {
        uint64 count;
        uint96 weightUnits;
        /// Sum of weight times half stars (2 to 10).
        uint96 weightedHalfStars;
    }

    /// @notice The buyer of `orderId` gave `stars`; `content` is the SHA-256 digest of the review block; the weight is
    /// the fee that the order paid.
    event ReviewPosted(
        bytes32 indexed orderId,
        address indexed shop,
        address indexed buyer,
        address token,
        uint8 stars,
        bytes32 content,
        uint128 weightUnits
    );
    event ReviewAmended(bytes32 indexed orderId, address indexed shop, uint8 stars, bytes32 content, uint8 amendments);
    event ReviewReplied(bytes32 indexed orderId, address indexed shop, bytes32 content);

    error ReviewStarsInvalid(uint8 stars);
    error ReviewOrderNotFinal(bytes32 orderId);
    error ReviewCallerWrong(bytes32 orderId, address caller);
    error ReviewAlreadyPosted(bytes32 orderId);
    error ReviewMissing(bytes32 orderId);
    error ReviewAmendmentsUsedUp(bytes32 orderId, uint8 most);
    error ReviewAlreadyReplied(bytes32 orderId);

    /// @notice Posts the review of a final order. Only its buyer, once.
    /// Emits: ReviewPosted.
    /// Reverts if: stars not 1 to 5 (ReviewStarsInvalid); unknown or not final (ReviewOrderNotFinal); not the buyer
    /// (ReviewCallerWrong); posted before (ReviewAlreadyPosted).
    function post(Order calldata order, uint8 stars, bytes32 content) external;

    /// @notice Appends an amendment. Only the buyer, at most five times.
    /// Emits: ReviewAmended.
    /// Reverts if: ReviewStarsInvalid, ReviewMissing, ReviewCallerWrong, ReviewAmendmentsUsedUp.
    function amend(Order calldata order, uint8 stars, bytes32 content) external;

    /// @notice Replies once. Only the shop.
    /// Emits: ReviewReplied.
    /// Reverts if: ReviewMissing, ReviewCallerWrong, ReviewAlreadyReplied.
    function reply(Order calldata order, bytes32 content) external;

    /// @return The sums of `shop` in `token`.
    function sumsOf(address shop, address token) external view returns (Sums memory);
}
