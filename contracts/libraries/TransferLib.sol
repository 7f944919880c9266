// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { IERC20 } from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import { SafeERC20 } from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import { ITokenErrors } from "../interfaces/ITokenErrors.sol";

/// @title Exact payments into the vault
library TransferLib {
    using SafeERC20 for IERC20;

    /// @notice Moves tokens of the caller to `vault` and reverts unless exactly `units` arrived.
    function take(address token, address vault, uint256 units) internal {
        uint256 held = IERC20(token).balanceOf(vault);
        IERC20(token).safeTransferFrom(msg.sender, vault, units);
        uint256 received = IERC20(token).balanceOf(vault) - held;
        if (received != units) revert ITokenErrors.TokenAmountMismatch(token, received, units);
    }
}
