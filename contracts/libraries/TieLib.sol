// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { OrderState, Order } from "../types/Types.sol";
import { BpsLib } from "./BpsLib.sol";

/// @title What an order proves about a juror and a party
library TieLib {
    using BpsLib for uint256;

    /// @notice Says whether an order makes a juror a counterparty of a party, and who may say so.
    /// @dev A tie that others can make without the juror (buying at the juror's shop, naming the juror as host) may
    /// only be brought by the party whom it disfavours: else a party would make ties to every honest juror.
    /// @param proof An order that exists.
    /// @param state Where it stands.
    /// @param party Buyer or shop of the case.
    /// @param opponent The other one.
    /// @param leastUnits What the juror must have earned, in `token`, to be tied by it.
    /// @return True when the caller may exclude the juror.
    function ties(
        Order calldata proof,
        OrderState state,
        address juror,
        address party,
        address opponent,
        address token,
        uint256 leastUnits
    ) internal view returns (bool) {
        if (proof.buyer == juror && proof.shop == party) return true;
        if (msg.sender != opponent) return false;
        if (proof.shop == juror && proof.buyer == party) return true;
        if (proof.shop != party && proof.buyer != party) return false;
        if (state != OrderState.Completed || proof.token != token) return false;
        uint256 earned = uint256(proof.totalUnits).part(_shareBps(proof, juror));
        return earned != 0 && earned >= leastUnits;
    }

    /// @dev Parts of the price that a juror got in any role.
    function _shareBps(Order calldata proof, address juror) private pure returns (uint256 bps) {
        uint256 parentBps = proof.parent == address(0) ? 0 : uint256(proof.commissionBps).part(proof.parentBps);
        if (proof.promoter == juror) bps += proof.commissionBps - parentBps;
        if (proof.parent == juror) bps += parentBps;
        if (proof.host == juror) bps += proof.hostBps;
        if (proof.leader == juror) bps += proof.leaderBps;
        if (proof.pickup == juror) bps += proof.pickupBps;
    }
}
