// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { ERC20 } from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title A token whose issuer can stop all transfers
contract PausingToken is ERC20 {
    error TransfersPaused();

    bool private _paused;

    constructor() ERC20("Pausing", "PAU") {}

    /// @notice Gives `to` some.
    function mint(address to, uint256 units) external {
        _mint(to, units);
    }

    /// @notice Stops or allows transfers.
    function setPaused(bool paused) external {
        _paused = paused;
    }

    function _update(address from, address to, uint256 units) internal override {
        if (_paused) revert TransfersPaused();
        super._update(from, to, units);
    }
}
