// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { IDeposits } from "contracts/interfaces/IDeposits.sol";
import { RecordLib } from "contracts/libraries/RecordLib.sol";

/// @title Failed value is part of the counted value, and no record lets a shop lock more than its stake (I4)
contract RecordProof {
    function countingKeepsTheRecordSound(
        uint96 stakedUnits,
        uint80 closedUnits,
        uint80 failedUnits,
        uint128 soldUnits,
        uint128 lostUnits
    ) external pure {
        require(failedUnits <= closedUnits);
        IDeposits.Stake memory held;
        held.stakedUnits = stakedUnits;
        held.closedUnits = closedUnits;
        held.failedUnits = failedUnits;
        RecordLib.count(held, soldUnits, lostUnits);
        assert(held.failedUnits <= held.closedUnits);
    }

    function noRecordLocksMoreThanTheStake(uint96 stakedUnits, uint80 closedUnits, uint80 failedUnits) external pure {
        require(failedUnits <= closedUnits);
        IDeposits.Stake memory held;
        held.stakedUnits = stakedUnits;
        held.closedUnits = closedUnits;
        held.failedUnits = failedUnits;
        assert(RecordLib.lockable(held) <= stakedUnits);
    }
}
