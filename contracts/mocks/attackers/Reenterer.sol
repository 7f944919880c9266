// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Whatever it is asked, it calls somebody first: as a token, a wallet or an arbitrator
/// @dev Answers yes to every question, but only when its own call went through. A question that may change nothing
/// (ERC-1271, ERC-165) lets no call through that would.
contract Reenterer {
    address private _target;
    bytes private _data;
    /// @notice True when a call made for a permit went through.
    bool public entered;

    /// @notice Names what to call.
    function arm(address target, bytes calldata data) external {
        _target = target;
        _data = data;
        entered = false;
    }

    /// @dev Answers in the shape of ERC-1271 (the selector) or ERC-165 (one).
    // solhint-disable-next-line no-complex-fallback
    fallback(bytes calldata) external returns (bytes memory) {
        // solhint-disable-next-line avoid-low-level-calls
        (bool done, ) = _target.call(_data);
        if (!done) return abi.encode(false);
        bool isSignature = msg.sig == bytes4(keccak256("isValidSignature(bytes32,bytes)"));
        bool isQuestion = msg.sig == bytes4(keccak256("supportsInterface(bytes4)"));
        if (isSignature) return abi.encode(msg.sig);
        if (!isQuestion) entered = true;
        return abi.encode(true);
    }
}
