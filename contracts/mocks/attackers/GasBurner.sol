// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Uses up all gas that it gets, whatever it is asked
contract GasBurner {
    fallback() external {
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            invalid()
        }
    }
}
