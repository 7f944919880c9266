// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { ERC20 } from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title A token that keeps one percent of every transfer
contract FeeToken is ERC20 {
    constructor() ERC20("Fee", "FEE") {}

    /// @notice Gives `to` some.
    function mint(address to, uint256 units) external {
        _mint(to, units);
    }

    function _update(address from, address to, uint256 units) internal override {
        uint256 fee = from == address(0) || to == address(0) ? 0 : units / 100;
        if (fee > 0) super._update(from, address(0), fee);
        super._update(from, to, units - fee);
    }
}
