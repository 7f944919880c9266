// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { IHosts } from "./interfaces/IHosts.sol";

/// @title Hosts
contract Hosts is IHosts {
    /// @dev The shortest multihash that names a key by its digest has 34 bytes.
    uint256 private constant MIN_PEER_ID_BYTES = 34;
    uint256 private constant MAX_PEER_ID_BYTES = 64;
    uint256 private constant MAX_ENDPOINTS = 8;
    uint256 private constant MAX_ENDPOINT_BYTES = 255;

    mapping(address operator => Host) private _hosts;
    /// @dev Each payout address belongs to one operator, or shares could not be told apart.
    mapping(address payout => address) private _operators;

    /// @inheritdoc IHosts
    function announce(bytes calldata peerId, string[] calldata endpoints, address payout) external {
        if (peerId.length < MIN_PEER_ID_BYTES || peerId.length > MAX_PEER_ID_BYTES) {
            revert HostPeerIdInvalid(peerId.length);
        }
        if (endpoints.length > MAX_ENDPOINTS) revert HostEndpointsInvalid(endpoints.length);
        for (uint256 i = 0; i < endpoints.length; ++i) {
            uint256 length = bytes(endpoints[i]).length;
            if (length == 0 || length > MAX_ENDPOINT_BYTES) revert HostEndpointsInvalid(endpoints.length);
        }
        _claimPayout(payout);
        _hosts[msg.sender] = Host({ payout: payout, announced: keccak256(abi.encode(peerId, endpoints)) });
        emit HostAnnounced(msg.sender, payout, peerId, endpoints);
    }

    /// @inheritdoc IHosts
    function retire() external {
        if (_hosts[msg.sender].payout == address(0)) revert HostUnknown(msg.sender);
        _retire(msg.sender);
    }

    /// @inheritdoc IHosts
    function hostOf(address operator) external view returns (Host memory) {
        return _hosts[operator];
    }

    /// @inheritdoc IHosts
    function operatorOf(address payout) external view returns (address) {
        return _operators[payout];
    }

    /// @dev Gives the caller a payout address instead of the one before. Naming somebody else's address must not keep
    /// its owner out, so the owner's own announcement retires whoever named it.
    function _claimPayout(address payout) private {
        if (payout == address(0)) revert HostPayoutMissing();
        address holder = _operators[payout];
        if (holder == msg.sender) return;
        if (holder != address(0)) {
            if (payout != msg.sender) revert HostPayoutTaken(payout, holder);
            _retire(holder);
        }
        delete _operators[_hosts[msg.sender].payout];
        _operators[payout] = msg.sender;
    }

    function _retire(address operator) private {
        delete _operators[_hosts[operator].payout];
        delete _hosts[operator];
        emit HostRetired(operator);
    }
}
