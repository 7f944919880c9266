// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Answers everything with more bytes than anyone wants to copy
contract PayloadBomb {
    uint256 private immutable _bytes;
    bool private immutable _reverts;

    /// @param length How many bytes it answers.
    /// @param reverts_ True to revert with them.
    constructor(uint256 length, bool reverts_) {
        _bytes = length;
        _reverts = reverts_;
    }

    // solhint-disable-next-line no-complex-fallback
    fallback() external {
        uint256 length = _bytes;
        bool reverts_ = _reverts;
        // solhint-disable-next-line no-inline-assembly
        assembly {
            if reverts_ {
                revert(0, length)
            }
            return(0, length)
        }
    }
}
