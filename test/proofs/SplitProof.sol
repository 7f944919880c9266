// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title I2: shares that together are at most the whole fit into what the seller keeps
/// @dev Each part is any number that `BpsProof` allows: times 10,000 it is at most the amount times its basis points.
/// Shares are added two at a time, as often as there are shares.
contract SplitProof {
    function twoSharesAreAtMostTheirSum(
        uint256 scaledKept,
        uint128 first,
        uint128 second,
        uint256 scaledFirst,
        uint256 scaledSecond
    ) external pure {
        require(uint256(first) * 10_000 <= scaledFirst && uint256(second) * 10_000 <= scaledSecond);
        require(scaledFirst <= scaledKept && scaledSecond <= scaledKept - scaledFirst);
        assert((uint256(first) + second) * 10_000 <= scaledFirst + scaledSecond);
        assert((uint256(first) + second) * 10_000 <= scaledKept);
    }
}
