// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { ECDSA } from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import { SignatureChecker } from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import { IMarket } from "../interfaces/IMarket.sol";
import { IShops } from "../interfaces/IShops.sol";
import { Catalogue } from "../types/Types.sol";

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
    /// @dev A key's own signature (low s only) counts even when its account has code, so that accounts with EIP-7702
    /// code can keep signing; any other signature of an account with code goes through ERC-1271.
    function checkSignature(bytes32 digest, address signer, bytes calldata signature) internal view {
        (address recovered, ECDSA.RecoverError failure, ) = ECDSA.tryRecoverCalldata(digest, signature);
        if (failure == ECDSA.RecoverError.NoError && recovered == signer) return;
        if (
            signer.code.length == 0 || !SignatureChecker.isValidERC1271SignatureNowCalldata(signer, digest, signature)
        ) {
            revert IMarket.CatalogueSignatureInvalid(signer);
        }
    }
}
