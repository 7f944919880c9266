// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { ERC20 } from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title A token whose balances grow or shrink by themselves
contract RebasingToken is ERC20 {
    uint256 private _rateBps = 10_000;

    constructor() ERC20("Rebasing", "REB") {}

    /// @notice Gives `to` some.
    function mint(address to, uint256 units) external {
        _mint(to, units);
    }

    /// @notice Makes every balance so much of what it was at the beginning.
    function setRateBps(uint256 rateBps) external {
        _rateBps = rateBps;
    }

    /// @inheritdoc ERC20
    function balanceOf(address account) public view override returns (uint256) {
        return (super.balanceOf(account) * _rateBps) / 10_000;
    }

    function _update(address from, address to, uint256 units) internal override {
        super._update(from, to, (units * 10_000) / _rateBps);
    }
}
