// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { IERC20Permit } from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import { LowLevelCall } from "@openzeppelin/contracts/utils/LowLevelCall.sol";
import { Permit } from "../types/Types.sol";

/// @title Optional ERC-2612 permits
library PermitLib {
    /// @notice Uses a permit of the caller for this contract; none when `units` is zero.
    /// @dev Anyone may use up a permit first, so its failure says nothing: the allowance decides. A plain call, because
    /// `try` reverts on a token without code; what it returns is never copied.
    function tryUse(Permit calldata permit) internal {
        if (permit.units == 0) return;
        LowLevelCall.callNoReturn(
            permit.token,
            abi.encodeCall(
                IERC20Permit.permit,
                (msg.sender, address(this), permit.units, permit.deadline, permit.v, permit.r, permit.s)
            )
        );
    }
}
