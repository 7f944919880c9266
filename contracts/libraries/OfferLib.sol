// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { MerkleProof } from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import { IMarket } from "../interfaces/IMarket.sol";
import { Catalogue, Line, Offer } from "../types/Types.sol";

/// @title Checks of a signed offer
library OfferLib {
    uint32 internal constant MIN_WINDOW = 1 hours;
    uint32 internal constant MAX_WINDOW = 30 days;
    /// @dev INVARIANT I6: all shares of one order together.
    uint16 internal constant MAX_SHARES_BPS = 3_000;
    uint16 private constant WHOLE_BPS = 10_000;
    /// @dev Offer has 18 static fields, so its ABI encoding is these words in place.
    uint256 private constant ENCODED_BYTES = 18 * 32;

    /// @notice Hashes the offer where it lies: equal to keccak256(bytes.concat(keccak256(abi.encode(offer)))).
    /// @return hash The leaf of an offer in an OpenZeppelin StandardMerkleTree.
    function leaf(Offer calldata offer) internal pure returns (bytes32 hash) {
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            let start := mload(0x40)
            calldatacopy(start, offer, ENCODED_BYTES)
            mstore(0, keccak256(start, ENCODED_BYTES))
            hash := keccak256(0, 32)
        }
    }

    /// @notice Reverts unless the offer belongs to the catalogue and its terms are allowed.
    function check(
        Line calldata line,
        Catalogue calldata catalogue,
        address token,
        uint16 minCoverageBps
    ) internal view {
        Offer calldata offer = line.offer;
        if (offer.shop != catalogue.shop) revert IMarket.OfferShopMismatch(offer.shop, catalogue.shop);
        if (offer.token != token) revert IMarket.OfferTokenMismatch(offer.token, token);
        if (!MerkleProof.verifyCalldata(line.proof, catalogue.offers, leaf(offer))) {
            revert IMarket.OfferNotInCatalogue(offer.sku);
        }
        if (offer.priceUnits == 0) revert IMarket.OfferPriceZero(offer.sku);
        if (_outside(offer.shipWithinSeconds) || _outside(offer.inspectWithinSeconds)) {
            revert IMarket.OfferWindowInvalid(offer.sku, offer.shipWithinSeconds, offer.inspectWithinSeconds);
        }
        if (offer.coverageBps < minCoverageBps || offer.coverageBps > WHOLE_BPS) {
            revert IMarket.OfferCoverageTooLow(offer.sku, offer.coverageBps, minCoverageBps);
        }
        uint256 shares = uint256(offer.commissionBps) + offer.hostBps + offer.pickupBps;
        if (shares > MAX_SHARES_BPS) revert IMarket.OfferSharesTooHigh(offer.sku, shares, MAX_SHARES_BPS);
        if (offer.parentBps > WHOLE_BPS) {
            revert IMarket.OfferSharesTooHigh(offer.sku, offer.parentBps, WHOLE_BPS);
        }
        if (offer.arbitrator == address(0) || offer.arbitrator == offer.shop || offer.arbitrator == msg.sender) {
            revert IMarket.OfferArbitratorInvalid(offer.sku, offer.arbitrator);
        }
    }

    function _outside(uint32 window) private pure returns (bool) {
        return window < MIN_WINDOW || window > MAX_WINDOW;
    }
}
