// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { ERC20 } from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title A plain token with any number of decimals
contract DecimalsToken is ERC20 {
    uint8 private immutable _decimals;

    /// @param decimals_ Of its units.
    constructor(uint8 decimals_) ERC20("Decimals", "DEC") {
        _decimals = decimals_;
    }

    /// @notice Gives `to` some.
    function mint(address to, uint256 units) external {
        _mint(to, units);
    }

    /// @inheritdoc ERC20
    function decimals() public view override returns (uint8) {
        return _decimals;
    }
}
