// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { IShops } from "./interfaces/IShops.sol";

/// @title Shops
contract Shops is IShops {
    struct Shop {
        bool open;
        /// Catalogues below it are cancelled.
        uint64 lowestVersion;
        /// Newest version recorded on chain.
        uint64 anchoredVersion;
        bytes32 encryptionKey;
    }

    mapping(address shop => Shop) private _shops;
    mapping(address shop => mapping(address publisher => bool)) private _publishers;

    modifier onlyOpen() {
        if (!_shops[msg.sender].open) revert ShopNotOpen(msg.sender);
        _;
    }

    /// @inheritdoc IShops
    function open(bytes32 profile, bytes32 encryptionKey_) external {
        Shop storage shop = _shops[msg.sender];
        if (shop.open) revert ShopAlreadyOpen(msg.sender);
        if (encryptionKey_ == bytes32(0)) revert ShopEncryptionKeyMissing();
        shop.open = true;
        shop.encryptionKey = encryptionKey_;
        emit ShopOpened(msg.sender, profile, encryptionKey_);
    }

    /// @inheritdoc IShops
    function setProfile(bytes32 profile) external onlyOpen {
        emit ShopProfileChanged(msg.sender, profile);
    }

    /// @inheritdoc IShops
    function setEncryptionKey(bytes32 encryptionKey_) external onlyOpen {
        if (encryptionKey_ == bytes32(0)) revert ShopEncryptionKeyMissing();
        _shops[msg.sender].encryptionKey = encryptionKey_;
        emit ShopEncryptionKeyChanged(msg.sender, encryptionKey_);
    }

    /// @inheritdoc IShops
    function setPublisher(address publisher, bool allowed) external onlyOpen {
        if (publisher == address(0) || publisher == msg.sender) revert ShopPublisherInvalid(publisher);
        _publishers[msg.sender][publisher] = allowed;
        emit ShopPublisherChanged(msg.sender, publisher, allowed);
    }

    /// @inheritdoc IShops
    function raiseLowestVersion(uint64 lowestVersion) external onlyOpen {
        Shop storage shop = _shops[msg.sender];
        if (lowestVersion <= shop.lowestVersion) revert ShopVersionNotRaised(shop.lowestVersion, lowestVersion);
        shop.lowestVersion = lowestVersion;
        emit ShopLowestVersionRaised(msg.sender, lowestVersion);
    }

    /// @inheritdoc IShops
    function anchor(uint64 version, bytes32 root) external onlyOpen {
        Shop storage shop = _shops[msg.sender];
        if (version <= shop.anchoredVersion) revert ShopVersionNotRaised(shop.anchoredVersion, version);
        shop.anchoredVersion = version;
        emit ShopCatalogueAnchored(msg.sender, version, root);
    }

    /// @inheritdoc IShops
    function isOpen(address shop) external view returns (bool) {
        return _shops[shop].open;
    }

    /// @inheritdoc IShops
    function publishing(address shop, address signer) external view returns (bool mayPublish, uint64 lowestVersion) {
        mayPublish = _shops[shop].open && (signer == shop || _publishers[shop][signer]);
        lowestVersion = _shops[shop].lowestVersion;
    }

    /// @inheritdoc IShops
    function encryptionKey(address shop) external view returns (bytes32) {
        return _shops[shop].encryptionKey;
    }
}
