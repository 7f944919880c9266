// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { IReferrals } from "./interfaces/IReferrals.sol";

/// @title Referrals
contract Referrals is IReferrals {
    struct Promoter {
        bool registered;
        address parent;
    }

    mapping(address promoter => Promoter) private _promoters;

    /// @inheritdoc IReferrals
    function register(address parent) external {
        if (_promoters[msg.sender].registered) revert PromoterAlreadyRegistered(msg.sender);
        if (parent != address(0) && !_promoters[parent].registered) revert PromoterParentInvalid(parent);
        _promoters[msg.sender] = Promoter({ registered: true, parent: parent });
        emit PromoterRegistered(msg.sender, parent);
    }

    /// @inheritdoc IReferrals
    function promoterOf(address promoter) external view returns (bool registered, address parent) {
        Promoter memory entry = _promoters[promoter];
        return (entry.registered, entry.parent);
    }
}
