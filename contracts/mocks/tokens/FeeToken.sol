// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { ERC20 } from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title A token that keeps a part of every transfer
contract FeeToken is ERC20 {
    uint256 private _feeBps = 100;

    constructor() ERC20("Fee", "FEE") {}

    /// @notice Gives `to` some.
    function mint(address to, uint256 units) external {
        _mint(to, units);
    }

    /// @notice Changes the part that is kept.
    function setFeeBps(uint256 feeBps) external {
        _feeBps = feeBps;
    }

    function _update(address from, address to, uint256 units) internal override {
        uint256 fee = from == address(0) || to == address(0) ? 0 : (units * _feeBps) / 10_000;
        if (fee > 0) super._update(from, address(0), fee);
        super._update(from, to, units - fee);
    }
}
