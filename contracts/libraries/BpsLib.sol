// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Parts of an amount in basis points
/// @dev Amounts are at most 128 bits and parts at most 10,000, so no product overflows.
library BpsLib {
    uint256 internal constant WHOLE = 10_000;

    /// @return The part, rounded down.
    function part(uint256 units, uint256 bps) internal pure returns (uint256) {
        unchecked {
            return (units * bps) / WHOLE;
        }
    }

    /// @return The part, rounded up.
    function partUp(uint256 units, uint256 bps) internal pure returns (uint256) {
        return (units * bps + WHOLE - 1) / WHOLE;
    }
}
