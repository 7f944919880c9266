// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { IGroups } from "./interfaces/IGroups.sol";
import { GroupTerms, Offer } from "./types/Types.sol";

/// @title Groups
contract Groups is IGroups {
    uint32 private constant MIN_SIZE = 2;
    uint32 private constant MAX_SIZE = 100;
    uint32 private constant MIN_WINDOW = 1 hours;
    uint32 private constant MAX_WINDOW = 7 days;

    address private immutable _market;

    /// @dev INVARIANT I7: a group is counted, never listed.
    mapping(bytes32 groupId => Group) private _groups;

    /// @param market The only caller that may enter buyers.
    constructor(address market) {
        _market = market;
    }

    /// @inheritdoc IGroups
    function enter(
        Offer calldata offer,
        GroupTerms calldata terms,
        address buyer,
        address leader,
        uint40 groupDeadline
    ) external returns (bytes32 groupId, uint40 deadline) {
        if (msg.sender != _market) revert GroupsUnauthorized(msg.sender);
        _checkTerms(offer, terms);
        if (leader == address(0) && groupDeadline == 0) {
            deadline = uint40(block.timestamp + terms.withinSeconds);
            groupId = _open(offer, terms, buyer, deadline);
        } else {
            deadline = groupDeadline;
            groupId = _id(offer.shop, offer.sku, offer.token, offer.group, leader, deadline);
            _checkOpen(groupId, terms.size, deadline);
        }
        _join(groupId, buyer, terms.size);
    }

    /// @inheritdoc IGroups
    function filledAt(bytes32 groupId) external view returns (uint40) {
        return _groups[groupId].filledAt;
    }

    /// @inheritdoc IGroups
    function groupOf(bytes32 groupId) external view returns (Group memory) {
        return _groups[groupId];
    }

    /// @inheritdoc IGroups
    function idOf(
        address shop,
        bytes32 sku,
        address token,
        bytes32 terms,
        address leader,
        uint40 deadline
    ) external pure returns (bytes32) {
        return _id(shop, sku, token, terms, leader, deadline);
    }

    function _open(
        Offer calldata offer,
        GroupTerms calldata terms,
        address leader,
        uint40 deadline
    ) private returns (bytes32 groupId) {
        groupId = _id(offer.shop, offer.sku, offer.token, offer.group, leader, deadline);
        if (_groups[groupId].members != 0) revert GroupAlreadyOpen(groupId);
        emit GroupOpened(groupId, offer.shop, leader, offer.sku, offer.token, terms, deadline);
    }

    /// @dev A buyer may join twice, and a leader their own group: a fresh address costs nothing, so a rule against it
    /// would only stop the honest.
    function _join(bytes32 groupId, address buyer, uint32 size) private {
        Group storage group = _groups[groupId];
        uint32 members = group.members + 1;
        group.members = members;
        emit GroupJoined(groupId, buyer, members);
        if (members == size) {
            uint40 time = uint40(block.timestamp);
            group.filledAt = time;
            emit GroupFilled(groupId, time);
        }
    }

    /// @dev The deadline belongs to the group: from the second after it anyone may refund the members.
    function _checkOpen(bytes32 groupId, uint32 size, uint40 deadline) private view {
        uint32 members = _groups[groupId].members;
        if (members == 0) revert GroupUnknown(groupId);
        if (members >= size) revert GroupFull(groupId);
        if (block.timestamp > deadline) revert GroupDeadlinePassed(groupId, deadline);
    }

    function _checkTerms(Offer calldata offer, GroupTerms calldata terms) private pure {
        if (
            keccak256(abi.encode(terms)) != offer.group ||
            terms.priceUnits == 0 ||
            terms.priceUnits >= offer.priceUnits ||
            terms.size < MIN_SIZE ||
            terms.size > MAX_SIZE ||
            terms.withinSeconds < MIN_WINDOW ||
            terms.withinSeconds > MAX_WINDOW
        ) revert GroupTermsInvalid(offer.sku);
    }

    function _id(
        address shop,
        bytes32 sku,
        address token,
        bytes32 terms,
        address leader,
        uint40 deadline
    ) private pure returns (bytes32) {
        return keccak256(abi.encode(shop, sku, token, terms, leader, deadline));
    }
}
