// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { ERC165 } from "@openzeppelin/contracts/utils/introspection/ERC165.sol";
import { CaseBook } from "./court/CaseBook.sol";
import { Deciding } from "./court/Deciding.sol";
import { Opening } from "./court/Opening.sol";
import { Voting } from "./court/Voting.sol";
import { IArbitrator } from "./interfaces/IArbitrator.sol";
import { ICourt } from "./interfaces/ICourt.sol";

/// @title Court
/// @dev The tokens lie in the vault; this contract counts them.
contract Court is Opening, Voting, Deciding, ERC165 {
    /// @param wiring_ The other contracts.
    constructor(Wiring memory wiring_) CaseBook(wiring_) {}

    /// @notice Tells the market that this arbitrator takes its cases itself.
    function supportsInterface(bytes4 interfaceId) public view override returns (bool) {
        return
            interfaceId == type(IArbitrator).interfaceId ||
            interfaceId == type(ICourt).interfaceId ||
            super.supportsInterface(interfaceId);
    }
}
