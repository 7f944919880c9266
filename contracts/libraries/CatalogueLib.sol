// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { IMarket } from "../interfaces/IMarket.sol";
import { IShops } from "../interfaces/IShops.sol";
import { Catalogue } from "../types/Types.sol";
import { SignatureLib } from "./SignatureLib.sol";

/// @title Checks of a signed catalogue
/// @notice Everything is checked on every purchase; nothing counts as verified before.
library CatalogueLib {
    bytes32 internal constant TYPEHASH = keccak256(
        "Catalogue(address shop,uint64 version,bytes32 root,bytes32 offers,uint64 validUntil)"
    );
    uint64 internal constant MAX_VALIDITY = 30 days;
    /// @dev Catalogue has 5 static fields, so its ABI encoding is these words in place.
    uint256 private constant ENCODED_BYTES = 5 * 32;

    /// @notice Hashes the catalogue where it lies: equal to keccak256(abi.encode(TYPEHASH, catalogue)).
    /// @return hash The EIP-712 struct hash of a catalogue.
    function structHash(Catalogue calldata catalogue) internal pure returns (bytes32 hash) {
        bytes32 typeHash = TYPEHASH;
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            let start := mload(0x40)
            mstore(start, typeHash)
            calldatacopy(add(start, 32), catalogue, ENCODED_BYTES)
            hash := keccak256(start, add(ENCODED_BYTES, 32))
        }
    }

    /// @notice Reverts unless the catalogue may be bought from now.
    function checkCurrent(Catalogue calldata catalogue, address signer, IShops shops) internal view {
        (bool mayPublish, uint64 lowestVersion) = shops.publishing(catalogue.shop, signer);
        if (!mayPublish) revert IMarket.CatalogueSignerUnknown(catalogue.shop, signer);
        if (catalogue.version < lowestVersion) revert IMarket.CatalogueCancelled(catalogue.version, lowestVersion);
        if (catalogue.validUntil <= block.timestamp) revert IMarket.CatalogueExpired(catalogue.validUntil);
        uint64 latest = uint64(block.timestamp) + MAX_VALIDITY;
        if (catalogue.validUntil > latest) revert IMarket.CatalogueTooLong(catalogue.validUntil, latest);
    }

    /// @notice Reverts unless `signer` signed `digest`.
    function checkSignature(bytes32 digest, address signer, bytes calldata signature) internal view {
        if (!SignatureLib.isValid(digest, signer, signature)) revert IMarket.CatalogueSignatureInvalid(signer);
    }
}
