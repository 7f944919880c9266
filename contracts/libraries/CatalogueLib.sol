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

    /// @return The EIP-712 struct hash of a catalogue.
    function structHash(Catalogue memory catalogue) internal pure returns (bytes32) {
        return keccak256(abi.encode(TYPEHASH, catalogue));
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
