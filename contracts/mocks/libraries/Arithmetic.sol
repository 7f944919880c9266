// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { IDeposits } from "../../interfaces/IDeposits.sol";
import { BpsLib } from "../../libraries/BpsLib.sol";
import { DeliveryLib } from "../../libraries/DeliveryLib.sol";
import { RecordLib } from "../../libraries/RecordLib.sol";
import { SplitLib } from "../../libraries/SplitLib.sol";
import { Line, Order, Outcome, Payout } from "../../types/Types.sol";

/// @title The protocol's arithmetic, open to tests at values that no order reaches
contract Arithmetic {
    function part(uint128 units, uint16 bps) external pure returns (uint256 down, uint256 up) {
        return (BpsLib.part(units, bps), BpsLib.partUp(units, bps));
    }

    function split(
        Order calldata order,
        Outcome outcome,
        uint16 refundBps,
        uint128 costsUnits
    ) external pure returns (Payout memory payout, bool sellerFailed) {
        return SplitLib.split(order, outcome, refundBps, costsUnits);
    }

    function count(
        IDeposits.Stake calldata stake,
        uint256 soldUnits,
        uint256 failedUnits
    ) external pure returns (IDeposits.Stake memory counted, bool suspends, uint256 lockable, bool isNew) {
        counted = stake;
        suspends = RecordLib.count(counted, soldUnits, failedUnits);
        return (counted, suspends, RecordLib.lockable(counted), RecordLib.isNew(counted));
    }

    function tier(uint96 stakedUnits, uint96 minStakeUnits) external pure returns (uint8 next, uint256 units) {
        next = RecordLib.nextTier(stakedUnits, minStakeUnits);
        units = RecordLib.tierUnits(next, minStakeUnits);
    }

    function deliver(Line[] calldata lines) external pure returns (bytes32[] memory zones, uint256[] memory units) {
        DeliveryLib.Zones memory seen;
        seen.seen = new bytes32[](lines.length);
        zones = new bytes32[](lines.length);
        units = new uint256[](lines.length);
        for (uint256 i = 0; i < lines.length; ++i) (zones[i], units[i]) = DeliveryLib.price(lines[i], seen);
    }
}
