// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { GroupTerms, Offer } from "../types/Types.sol";

/// @title Group purchases (pintuan)
/// @notice Several buyers join one offer before its deadline and buy at the group's price. Money lies in the members'
/// orders; this contract only counts them. A group that fills up turns all its orders Paid at once, without touching
/// them; one that does not refunds every member by a poke.
/// @dev A group's ID is the hash of what defines it, so that a group costs one slot and a join brings the rest along.
/// INVARIANT I7: no function depends on how many members there are.
interface IGroups {
    /// @notice What changes about a group: one slot.
    struct Group {
        uint32 members;
        /// When the last member joined; zero while it is open.
        uint40 filledAt;
    }

    /// @notice `leader` opened a group; it fills with `size` orders until `deadline`.
    event GroupOpened(
        bytes32 indexed groupId,
        address indexed shop,
        address indexed leader,
        bytes32 sku,
        address token,
        GroupTerms terms,
        uint40 deadline
    );
    event GroupJoined(bytes32 indexed groupId, address indexed buyer, uint32 members);
    event GroupFilled(bytes32 indexed groupId, uint40 filledAt);

    /// @notice Thrown when the caller is not the market.
    error GroupsUnauthorized(address caller);
    /// @notice Thrown when the terms are not those that the offer's hash names, or not allowed: a price of zero or not
    /// below the offer's, a size not 2 to 100, a window not an hour to seven days.
    error GroupTermsInvalid(bytes32 sku);
    /// @notice Thrown when the leader opened an equal group in the same second.
    error GroupAlreadyOpen(bytes32 groupId);
    /// @notice Thrown when there is no group of this leader with this deadline for this offer.
    error GroupUnknown(bytes32 groupId);
    /// @notice Thrown when the group has all its members.
    error GroupFull(bytes32 groupId);
    /// @notice Thrown after the group's deadline.
    error GroupDeadlinePassed(bytes32 groupId, uint40 deadline);

    /// @notice Opens a group for `buyer` (leader zero), or joins the one that `leader` opened. Only the market, which
    /// checked the offer.
    /// Emits: GroupOpened when opened; GroupJoined; GroupFilled when it fills up.
    /// Reverts if: GroupsUnauthorized, GroupTermsInvalid, GroupAlreadyOpen, GroupUnknown, GroupFull,
    /// GroupDeadlinePassed.
    /// @param groupDeadline Deadline of the group that is joined, zero for a new one.
    /// @return groupId The group.
    /// @return deadline Until when it can fill up.
    function enter(
        Offer calldata offer,
        GroupTerms calldata terms,
        address buyer,
        address leader,
        uint40 groupDeadline
    ) external returns (bytes32 groupId, uint40 deadline);

    /// @return When the group filled up, or zero.
    function filledAt(bytes32 groupId) external view returns (uint40);

    /// @return Members and fill time; all zero for an unknown group.
    function groupOf(bytes32 groupId) external view returns (Group memory);

    /// @return The ID of the group that `leader` opened for an offer with this deadline.
    function idOf(
        address shop,
        bytes32 sku,
        address token,
        bytes32 terms,
        address leader,
        uint40 deadline
    ) external pure returns (bytes32);
}
