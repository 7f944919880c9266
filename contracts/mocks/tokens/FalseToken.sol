// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { ERC20 } from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title A token that says no instead of reverting
contract FalseToken is ERC20 {
    bool private _refuses = true;

    constructor() ERC20("False", "NO") {}

    /// @notice Gives `to` some.
    function mint(address to, uint256 units) external {
        _mint(to, units);
    }

    /// @notice Begins or stops to refuse.
    function setRefuses(bool refuses) external {
        _refuses = refuses;
    }

    /// @inheritdoc ERC20
    function transfer(address to, uint256 units) public override returns (bool) {
        return !_refuses && super.transfer(to, units);
    }

    /// @inheritdoc ERC20
    function transferFrom(address from, address to, uint256 units) public override returns (bool) {
        return !_refuses && super.transferFrom(from, to, units);
    }
}
