// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { ICourt } from "../interfaces/ICourt.sol";
import { BpsLib } from "../libraries/BpsLib.sol";
import { OrderLib } from "../libraries/OrderLib.sol";
import { Credit, Order, Progress } from "../types/Types.sol";
import { Drawing } from "./Drawing.sol";

/// @title Deciding: from the votes to the last payment
/// @dev INVARIANT I8: who revealed is paid the same for either vote.
abstract contract Deciding is Drawing {
    using BpsLib for uint256;
    using OrderLib for Order;

    /// @dev Part of the lock that a juror loses who did not vote in time.
    uint256 private constant SILENT_SLASH_BPS = 2_000;
    /// @dev Part of the lock that a juror of the first panel loses whose vote the appeal overturned.
    uint256 private constant INCOHERENT_SLASH_BPS = 5_000;

    /// @dev How a case ends, and what that moves.
    struct Ending {
        uint8 ruling;
        /// The order was final before.
        bool moot;
        /// The appeal decided, so the first panel is measured by it.
        bool measured;
        uint256 jurorUnits;
        uint256 returnedUnits;
        /// Spent on jurors of rounds that the buyer paid.
        uint256 buyerCostsUnits;
        uint256 slashedUnits;
    }

    /// @inheritdoc ICourt
    function advance(Order calldata order) external nonReentrant {
        bytes32 orderId = order.id();
        Case storage found = _cases[orderId];
        Phase phase = found.phase;
        if (phase == Phase.None || phase == Phase.Closed) revert CourtPhaseWrong(orderId, phase);
        Progress memory progress = _progressOf(orderId);
        Ending memory ending;
        if (OrderLib.isFinal(progress.state)) {
            ending.moot = true;
        } else if (phase == Phase.Drawing) {
            revert CourtPhaseWrong(orderId, phase);
        } else if (phase == Phase.Appealable) {
            if (block.timestamp <= found.appealBy) revert CourtDeadlineAhead(orderId, found.appealBy);
            ending.ruling = found.ruling;
        } else if (!_count(order, orderId, found, ending)) {
            _credit(order.token, orderId, new Credit[](0), ending.slashedUnits);
            return;
        }
        _end(order, orderId, found, progress, ending);
    }

    /// @dev Counts the votes of the running round.
    /// @return over True when the case ends by it.
    function _count(
        Order calldata order,
        bytes32 orderId,
        Case storage found,
        Ending memory ending
    ) private returns (bool over) {
        uint8 number = found.round;
        Round storage round = _rounds[orderId][number];
        if (round.unrevealed != 0 && block.timestamp <= round.revealBy) {
            revert CourtDeadlineAhead(orderId, round.revealBy);
        }
        (uint8 shopVotes, uint8 buyerVotes) = _tally(order, orderId, number, round.lockUnits, ending);
        uint8 ruling = _majority(shopVotes, buyerVotes, round.panelSize, round.attempt);
        if (ruling == 0 && round.attempt == 0) {
            round.attempt = 1;
            _announce(orderId, order.token, found, round);
            return false;
        }
        uint40 appealBy = 0;
        if (number == 0 && ruling != 0) {
            found.phase = Phase.Appealable;
            appealBy = uint40(block.timestamp) + APPEAL_WINDOW;
            found.appealBy = appealBy;
        }
        emit RoundDecided(orderId, number, ruling, shopVotes, buyerVotes, appealBy);
        ending.measured = number == 1 && ruling != 0;
        // An appeal that cannot decide leaves the first ruling.
        if (number == 0 || ruling != 0) found.ruling = ruling;
        ending.ruling = found.ruling;
        return appealBy == 0;
    }

    /// @dev Counts who revealed, and slashes and releases who did not.
    function _tally(
        Order calldata order,
        bytes32 orderId,
        uint8 number,
        uint96 lockUnits,
        Ending memory ending
    ) private returns (uint8 shopVotes, uint8 buyerVotes) {
        PanelSeat[] storage panel = _panels[orderId][number];
        uint96 slashed = uint96(uint256(lockUnits).part(SILENT_SLASH_BPS));
        for (uint256 i = 0; i < panel.length; ++i) {
            PanelSeat storage seat = panel[i];
            SeatState state = seat.state;
            if (state == SeatState.Revealed) {
                if (seat.vote == FOR_SHOP) ++shopVotes;
                else ++buyerVotes;
            } else if (state == SeatState.Drawn || state == SeatState.Committed) {
                seat.state = SeatState.Silent;
                ending.slashedUnits += slashed;
                _release(orderId, order.token, seat.juror, lockUnits, slashed, true);
            }
        }
    }

    /// @dev More than half of the panel decides. Once silent jurors were replaced, more than half of those who voted
    /// do, when more than half of the panel voted.
    function _majority(
        uint8 shopVotes,
        uint8 buyerVotes,
        uint8 panelSize,
        uint8 attempt
    ) private pure returns (uint8 ruling) {
        uint8 half = panelSize / 2;
        if (attempt == 1 && shopVotes + buyerVotes <= half) return 0;
        uint8 needed = attempt == 1 ? (shopVotes + buyerVotes) / 2 : half;
        if (shopVotes > needed) return FOR_SHOP;
        return buyerVotes > needed ? FOR_BUYER : 0;
    }

    /// @dev Closes the case, rules the order unless it is final, and pays everyone.
    function _end(
        Order calldata order,
        bytes32 orderId,
        Case storage found,
        Progress memory progress,
        Ending memory ending
    ) private {
        found.phase = Phase.Closed;
        found.ruling = ending.ruling;
        Credit[] memory credits = _settle(order, orderId, found.round, ending);
        emit CaseClosed(orderId, ending.ruling, ending.jurorUnits, ending.returnedUnits);
        if (!ending.moot) _rule(order, orderId, progress, ending);
        _credit(order.token, orderId, credits, ending.slashedUnits);
    }

    /// @dev Both sides' last proposals are final here: nobody can change one between the votes and their execution but
    /// towards the other side.
    function _rule(Order calldata order, bytes32 orderId, Progress memory progress, Ending memory ending) private {
        emit Ruling(address(_market), uint256(orderId), ending.ruling);
        if (ending.ruling == FOR_SHOP) _market.rule(order, progress.sellerBps, 0);
        else if (ending.ruling == FOR_BUYER) {
            _market.rule(order, progress.buyerBps, uint128(ending.buyerCostsUnits));
        } else _market.refuse(order);
    }

    /// @dev Pays jurors, returns what no juror earned to who paid the round, and ends all locks.
    function _settle(
        Order calldata order,
        bytes32 orderId,
        uint8 last,
        Ending memory ending
    ) private returns (Credit[] memory credits) {
        uint256 places = _panels[orderId][0].length + _panels[orderId][1].length;
        // One for each place on a panel, one for who paid each round; what stays zero is not credited.
        credits = new Credit[](places + last + 1);
        uint256 count = 0;
        for (uint8 number = 0; number <= last; ++number) {
            Round memory round = _rounds[orderId][number];
            uint256 earned = 0;
            PanelSeat[] storage panel = _panels[orderId][number];
            for (uint256 i = 0; i < panel.length; ++i) {
                PanelSeat memory seat = panel[i];
                if (!_holdsLock(seat.state)) continue;
                uint96 slashed = _incoherence(seat, number, round.lockUnits, ending);
                ending.slashedUnits += slashed;
                _release(orderId, order.token, seat.juror, round.lockUnits, slashed, false);
                if (seat.state != SeatState.Revealed) continue;
                credits[count++] = Credit({ to: seat.juror, units: round.feeUnits });
                earned += round.feeUnits;
            }
            uint256 returned = uint256(round.feeUnits) * round.panelSize - earned;
            credits[count++] = Credit({ to: round.byBuyer ? order.buyer : order.shop, units: returned });
            ending.jurorUnits += earned;
            ending.returnedUnits += returned;
            if (round.byBuyer) ending.buyerCostsUnits += earned;
        }
    }

    /// @return What a juror of the first panel loses by an appeal that ruled otherwise.
    function _incoherence(
        PanelSeat memory seat,
        uint8 number,
        uint96 lockUnits,
        Ending memory ending
    ) private pure returns (uint96) {
        if (!ending.measured || number != 0 || seat.vote == ending.ruling) return 0;
        return uint96(uint256(lockUnits).part(INCOHERENT_SLASH_BPS));
    }

    function _holdsLock(SeatState state) private pure returns (bool) {
        return state == SeatState.Drawn || state == SeatState.Committed || state == SeatState.Revealed;
    }
}
