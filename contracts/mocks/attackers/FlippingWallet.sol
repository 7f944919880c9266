// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { IERC1271 } from "@openzeppelin/contracts/interfaces/IERC1271.sol";

/// @title A wallet that signed everything in even blocks, and nothing in odd ones
contract FlippingWallet is IERC1271 {
    /// @inheritdoc IERC1271
    function isValidSignature(bytes32, bytes calldata) external view returns (bytes4) {
        return block.number % 2 == 0 ? IERC1271.isValidSignature.selector : bytes4(0xffffffff);
    }
}
