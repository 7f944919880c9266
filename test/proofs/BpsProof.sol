// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { BpsLib } from "contracts/libraries/BpsLib.sol";

/// @title What holds for every amount and every part
contract BpsProof {
    function partIsAtMostTheWhole(uint128 units, uint16 bps) external pure {
        require(bps <= 10_000);
        assert(BpsLib.part(units, bps) <= units);
    }

    function partUpIsAtMostTheWhole(uint128 units, uint16 bps) external pure {
        require(bps <= 10_000);
        assert(BpsLib.partUp(units, bps) <= units);
    }

    function lessThanOneUnitIsRoundedOff(uint128 units, uint16 bps) external pure {
        require(bps <= 10_000);
        uint256 scaled = BpsLib.part(units, bps) * 10_000;
        assert(scaled <= uint256(units) * bps && uint256(units) * bps - scaled < 10_000);
    }
}
