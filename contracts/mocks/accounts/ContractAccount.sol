// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { IERC1271 } from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import { Address } from "@openzeppelin/contracts/utils/Address.sol";
import { ECDSA } from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

/// @title An account made of code: does what anyone tells it, and says by ERC-1271 that its signer signed
/// @dev Its signer is not stored where code that runs for a key (EIP-7702) would find it: there it accepts nothing.
contract ContractAccount is IERC1271 {
    address public signer;

    /// @param signer_ Whose signatures count as this account's; zero for nobody's.
    constructor(address signer_) {
        signer = signer_;
    }

    /// @notice Changes whose signatures count.
    function setSigner(address signer_) external {
        signer = signer_;
    }

    /// @notice Calls `target` once for every piece of data.
    function call(address target, bytes[] calldata data) external {
        for (uint256 i = 0; i < data.length; ++i) Address.functionCall(target, data[i]);
    }

    /// @inheritdoc IERC1271
    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4) {
        (address recovered, , ) = ECDSA.tryRecoverCalldata(hash, signature);
        return recovered == signer && signer != address(0) ? IERC1271.isValidSignature.selector : bytes4(0);
    }
}
