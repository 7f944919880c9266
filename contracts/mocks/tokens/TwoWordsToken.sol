// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { ERC20 } from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title A token that answers a transfer with two words
contract TwoWordsToken is ERC20 {
    constructor() ERC20("Two Words", "TWO") {}

    /// @notice Gives `to` some.
    function mint(address to, uint256 units) external {
        _mint(to, units);
    }

    /// @inheritdoc ERC20
    function transfer(address to, uint256 units) public override returns (bool) {
        super.transfer(to, units);
        _answer();
    }

    /// @inheritdoc ERC20
    function transferFrom(address from, address to, uint256 units) public override returns (bool) {
        super.transferFrom(from, to, units);
        _answer();
    }

    function _answer() private pure {
        // solhint-disable-next-line no-inline-assembly
        assembly {
            mstore(0, 1)
            mstore(32, 1)
            return(0, 64)
        }
    }
}
