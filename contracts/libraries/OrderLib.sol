// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { Order, OrderState } from "../types/Types.sol";

/// @title The identity of an order and what its states mean
library OrderLib {
    /// @dev Order has 35 static fields, so its ABI encoding is these words in place.
    uint256 private constant ENCODED_BYTES = 35 * 32;

    /// @notice Every action on an order takes it as its first argument, and its fields are static: they lie right
    /// behind the selector. Reading them there, instead of passing them on, keeps the compiler from compiling each
    /// function once for every way in which it is called.
    /// @return order The order that the current call is about.
    function argument() internal pure returns (Order calldata order) {
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            order := 4
        }
    }

    /// @notice Hashes the terms where they lie: equal to keccak256(abi.encode(order)) at a third of the code and gas.
    /// Calldata with dirty high bits hashes to an order that does not exist.
    /// @return orderId The ID of an order: the hash of its terms.
    function id(Order calldata order) internal pure returns (bytes32 orderId) {
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            let start := mload(0x40)
            calldatacopy(start, order, ENCODED_BYTES)
            orderId := keccak256(start, ENCODED_BYTES)
        }
    }

    /// @param paid ABI encoding that begins with an order.
    /// @return orderId The ID of that order.
    function idIn(bytes memory paid) internal pure returns (bytes32 orderId) {
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            orderId := keccak256(add(paid, 32), ENCODED_BYTES)
        }
    }

    /// @return True for the states that an order never leaves.
    function isFinal(OrderState state) internal pure returns (bool) {
        return uint8(state) >= uint8(OrderState.Completed);
    }
}
