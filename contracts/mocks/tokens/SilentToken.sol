// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title A token whose transfers return nothing, as some old ones do
contract SilentToken {
    mapping(address owner => uint256) public balanceOf;
    mapping(address owner => mapping(address spender => uint256)) public allowance;

    /// @notice Gives `to` some.
    function mint(address to, uint256 units) external {
        balanceOf[to] += units;
    }

    /// @notice Lets `spender` move tokens of the caller.
    function approve(address spender, uint256 units) external {
        allowance[msg.sender][spender] = units;
    }

    /// @notice Moves tokens of the caller.
    function transfer(address to, uint256 units) external {
        balanceOf[msg.sender] -= units;
        balanceOf[to] += units;
    }

    /// @notice Moves tokens of `from`.
    function transferFrom(address from, address to, uint256 units) external {
        allowance[from][msg.sender] -= units;
        balanceOf[from] -= units;
        balanceOf[to] += units;
    }
}
