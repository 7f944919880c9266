// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { Math } from "@openzeppelin/contracts/utils/math/Math.sol";
import { Order, Outcome, Payout } from "../types/Types.sol";
import { BpsLib } from "./BpsLib.sol";

/// @title Where the money of an order goes
/// @dev INVARIANT I2: buyer, seller, promoter, parent, host, leader, pickup and fee sum to the order's total exactly.
/// Every part is rounded down and the dust goes to the seller.
library SplitLib {
    using BpsLib for uint256;

    /// @dev From this refund on the arbitrator found that the seller failed.
    uint256 private constant SELLER_FAILED_BPS = 5_000;

    /// @notice Splits the total of an order, and takes penalty, fee and costs of a failed sale from its coverage.
    /// @param refundBps Part of the total that goes back to the buyer, at most 10,000.
    /// @param costsUnits What the arbitrator says that the case cost the buyer.
    /// @return payout Who gets what.
    /// @return sellerFailed True when the shop failed: it did not ship, was silent, or a ruling gave back half or more.
    function split(
        Order calldata order,
        Outcome outcome,
        uint256 refundBps,
        uint256 costsUnits
    ) internal pure returns (Payout memory payout, bool sellerFailed) {
        uint256 refund = uint256(order.totalUnits).part(refundBps);
        _splitKept(payout, order, order.totalUnits - refund);
        payout.buyerUnits = uint128(refund);
        uint256 rest = order.coverageUnits;
        if (outcome == Outcome.NotShipped) {
            uint256 penalty = rest.part(order.parameters.penaltyBps);
            payout.penaltyUnits = uint128(penalty);
            rest -= penalty;
        }
        sellerFailed = _failed(outcome, refundBps);
        if (sellerFailed) {
            // The fee that the refunded part would have paid, as far as the coverage reaches.
            uint256 fee = Math.min(refund.part(order.parameters.feeBps), rest);
            payout.coverageFeeUnits = uint128(fee);
            rest -= fee;
        }
        payout.costsUnits = uint128(Math.min(costsUnits, rest));
    }

    function _failed(Outcome outcome, uint256 refundBps) private pure returns (bool) {
        return
            outcome == Outcome.NotShipped ||
            outcome == Outcome.SellerSilent ||
            (outcome == Outcome.Arbitrated && refundBps >= SELLER_FAILED_BPS);
    }

    /// @dev INVARIANT I6: the shares were capped when the order was paid; at most promoter and parent are paid.
    function _splitKept(Payout memory payout, Order calldata order, uint256 kept) private pure {
        uint256 fee = kept.part(order.parameters.feeBps);
        uint256 commission = order.promoter == address(0) ? 0 : kept.part(order.commissionBps);
        uint256 parent = order.parent == address(0) ? 0 : commission.part(order.parentBps);
        uint256 host = order.host == address(0) ? 0 : kept.part(order.hostBps);
        uint256 leader = order.leader == address(0) ? 0 : kept.part(order.leaderBps);
        uint256 pickup = order.pickup == address(0) ? 0 : kept.part(order.pickupBps);
        payout.feeUnits = uint128(fee);
        payout.promoterUnits = uint128(commission - parent);
        payout.parentUnits = uint128(parent);
        payout.hostUnits = uint128(host);
        payout.leaderUnits = uint128(leader);
        payout.pickupUnits = uint128(pickup);
        payout.sellerUnits = uint128(kept - fee - commission - host - leader - pickup);
    }
}
