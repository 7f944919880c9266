// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Register of shops
/// @notice A shop is the address that owns it. Publishers are hot keys that may sign catalogues and coupons, and
/// nothing else.
interface IShops {
    /// @notice `shop` opened with this profile (SHA-256 digest of its block) and X25519 key for order details.
    event ShopOpened(address indexed shop, bytes32 profile, bytes32 encryptionKey);
    event ShopProfileChanged(address indexed shop, bytes32 profile);
    event ShopEncryptionKeyChanged(address indexed shop, bytes32 encryptionKey);
    event ShopPublisherChanged(address indexed shop, address indexed publisher, bool allowed);
    /// @notice Catalogues of `shop` below `lowestVersion` can no longer be bought from.
    event ShopLowestVersionRaised(address indexed shop, uint64 lowestVersion);
    /// @notice `shop` recorded the root of a catalogue version on chain.
    event ShopCatalogueAnchored(address indexed shop, uint64 indexed version, bytes32 root);

    /// @notice Thrown when the caller has already opened a shop.
    error ShopAlreadyOpen(address shop);
    /// @notice Thrown when the caller has not opened a shop.
    error ShopNotOpen(address shop);
    /// @notice Thrown when the key for order details is zero.
    error ShopEncryptionKeyMissing();
    /// @notice Thrown when the publisher is zero or the shop itself.
    error ShopPublisherInvalid(address publisher);
    /// @notice Thrown when the lowest version would not rise.
    error ShopVersionNotRaised(uint64 current, uint64 proposed);

    /// @notice Opens the caller's shop.
    /// Emits: ShopOpened.
    /// Reverts if: it is open (ShopAlreadyOpen); the key is zero (ShopEncryptionKeyMissing).
    function open(bytes32 profile, bytes32 encryptionKey) external;

    /// @notice Changes the digest of the profile.
    /// Emits: ShopProfileChanged.
    /// Reverts if: the caller has no shop (ShopNotOpen).
    function setProfile(bytes32 profile) external;

    /// @notice Changes the key to which buyers encrypt order details.
    /// Emits: ShopEncryptionKeyChanged.
    /// Reverts if: the caller has no shop (ShopNotOpen); the key is zero (ShopEncryptionKeyMissing).
    function setEncryptionKey(bytes32 encryptionKey) external;

    /// @notice Allows or forbids a key to sign catalogues for the caller's shop.
    /// Emits: ShopPublisherChanged.
    /// Reverts if: the caller has no shop (ShopNotOpen); the publisher is zero or the shop (ShopPublisherInvalid).
    function setPublisher(address publisher, bool allowed) external;

    /// @notice Cancels every catalogue below a version at once.
    /// Emits: ShopLowestVersionRaised.
    /// Reverts if: the caller has no shop (ShopNotOpen); the version does not rise (ShopVersionNotRaised).
    function raiseLowestVersion(uint64 lowestVersion) external;

    /// @notice Records the root of a catalogue version, so that readers can prove which one is newest.
    /// Emits: ShopCatalogueAnchored.
    /// Reverts if: the caller has no shop (ShopNotOpen); a version at least as new is recorded (ShopVersionNotRaised).
    function anchor(uint64 version, bytes32 root) external;

    /// @return True when `shop` is open.
    function isOpen(address shop) external view returns (bool);

    /// @return mayPublish True when `signer` is the open shop itself or one of its publishers.
    /// @return lowestVersion Catalogues below it are cancelled.
    function publishing(address shop, address signer) external view returns (bool mayPublish, uint64 lowestVersion);

    /// @return The X25519 key of `shop`, zero when it is not open.
    function encryptionKey(address shop) external view returns (bytes32);
}
