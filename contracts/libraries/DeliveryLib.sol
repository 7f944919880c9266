// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { IMarket } from "../interfaces/IMarket.sol";
import { Delivery, Line } from "../types/Types.sol";

/// @title What delivery of a cart costs
/// @notice Lines of one purchase that go to the same zone travel together: only the first unit of the first of them
/// pays the first-unit price.
library DeliveryLib {
    /// @notice Zones that earlier lines of a purchase go to; `seen` has a place for every line.
    struct Zones {
        uint256 count;
        bytes32[] seen;
    }

    /// @notice Checks the delivery choice of a line and adds its zone to the zones seen.
    /// @return zone Zero for an offer without delivery.
    /// @return units Price of delivery of the whole line.
    function price(Line calldata line, Zones memory zones) internal pure returns (bytes32 zone, uint256 units) {
        if (line.offer.delivery == bytes32(0)) {
            if (line.delivery.length != 0) revert IMarket.DeliveryInvalid(line.offer.sku);
            return (bytes32(0), 0);
        }
        if (line.choice >= line.delivery.length || keccak256(abi.encode(line.delivery)) != line.offer.delivery) {
            revert IMarket.DeliveryInvalid(line.offer.sku);
        }
        Delivery calldata chosen = line.delivery[line.choice];
        zone = chosen.zone;
        units = uint256(chosen.furtherUnits) * line.quantity;
        if (_see(zones, zone)) units = units - chosen.furtherUnits + chosen.firstUnits;
    }

    /// @return isNew True when no earlier line goes to `zone`.
    function _see(Zones memory zones, bytes32 zone) private pure returns (bool isNew) {
        uint256 count = zones.count;
        for (uint256 i = 0; i < count; ++i) {
            if (zones.seen[i] == zone) return false;
        }
        zones.seen[count] = zone;
        zones.count = count + 1;
        return true;
    }
}
