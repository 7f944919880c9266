// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { ERC20 } from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import { ERC20Permit } from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";

/// @title Demo Dollar
/// @notice Worthless money for local chains: anyone may mint some.
contract DemoDollar is ERC20, ERC20Permit {
    uint256 public constant MAX_MINT_UNITS = 10_000e6;
    uint256 public constant MAX_HOLDING_UNITS = 100_000e6;

    /// @notice Thrown when more is asked than one call gives.
    error DemoDollarMintTooLarge(uint256 units, uint256 most);
    /// @notice Thrown when the caller would hold too much.
    error DemoDollarHoldingTooLarge(uint256 units, uint256 most);

    constructor() ERC20("Demo Dollar", "dUSD") ERC20Permit("Demo Dollar") {}

    /// @notice Gives the caller `units`.
    /// Emits: Transfer.
    /// Reverts if: DemoDollarMintTooLarge, DemoDollarHoldingTooLarge.
    function mint(uint256 units) external {
        if (units > MAX_MINT_UNITS) revert DemoDollarMintTooLarge(units, MAX_MINT_UNITS);
        uint256 held = balanceOf(msg.sender) + units;
        if (held > MAX_HOLDING_UNITS) revert DemoDollarHoldingTooLarge(held, MAX_HOLDING_UNITS);
        _mint(msg.sender, units);
    }

    /// @inheritdoc ERC20
    function decimals() public pure override returns (uint8) {
        return 6;
    }
}
