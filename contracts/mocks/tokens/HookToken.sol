// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { ERC20 } from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import { Address } from "@openzeppelin/contracts/utils/Address.sol";

/// @title A token that calls someone in the middle of a transfer
contract HookToken is ERC20 {
    address private _target;
    bytes private _data;

    constructor() ERC20("Hook", "HOOK") {}

    /// @notice Gives `to` some.
    function mint(address to, uint256 units) external {
        _mint(to, units);
    }

    /// @notice Makes the next transfer call `target` first; what that reverts with, the transfer reverts with.
    function arm(address target, bytes calldata data) external {
        _target = target;
        _data = data;
    }

    function _update(address from, address to, uint256 units) internal override {
        address target = _target;
        if (target != address(0)) {
            _target = address(0);
            Address.functionCall(target, _data);
        }
        super._update(from, to, units);
    }
}
