// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { ICourt } from "../interfaces/ICourt.sol";
import { OrderLib } from "../libraries/OrderLib.sol";
import { TieLib } from "../libraries/TieLib.sol";
import { Order, OrderState } from "../types/Types.sol";
import { Drawing } from "./Drawing.sol";

/// @title Voting: commit, reveal, and who may not
abstract contract Voting is Drawing {
    using OrderLib for Order;
    using TieLib for Order;

    /// @inheritdoc ICourt
    function exclude(Order calldata order, uint8 seat, Order calldata proof) external nonReentrant {
        bytes32 orderId = order.id();
        (Case storage found, Round storage round) = _inPhase(orderId, Phase.Voting);
        PanelSeat[] storage panel = _panels[orderId][found.round];
        if (seat >= panel.length) revert CourtSeatStateWrong(orderId, seat, SeatState.None);
        PanelSeat storage place = panel[seat];
        (SeatState state, address juror) = (place.state, place.juror);
        if (state == SeatState.Excluded || state == SeatState.Silent) revert CourtSeatStateWrong(orderId, seat, state);
        _requireTie(order, proof, juror, found.openedAt, round.feeUnits);
        place.state = SeatState.Excluded;
        if (state == SeatState.Drawn) round.uncommitted -= 1;
        if (state != SeatState.Revealed) round.unrevealed -= 1;
        emit JurorExcluded(orderId, found.round, seat, juror, proof.id());
        _release(orderId, order.token, juror, round.lockUnits, 0, false);
    }

    /// @inheritdoc ICourt
    function commit(bytes32 orderId, uint8 seat, bytes32 commitment) external nonReentrant {
        (Case storage found, Round storage round) = _inPhase(orderId, Phase.Voting);
        PanelSeat storage place = _ownPlace(orderId, found.round, seat);
        SeatState state = place.state;
        // Once all committed the first may reveal, and nobody may answer to that with another commitment.
        bool changing = state == SeatState.Committed && round.uncommitted != 0;
        if (state != SeatState.Drawn && !changing) revert CourtSeatStateWrong(orderId, seat, state);
        if (block.timestamp > round.commitBy) revert CourtDeadlinePassed(orderId, round.commitBy);
        if (state == SeatState.Drawn) {
            place.state = SeatState.Committed;
            round.uncommitted -= 1;
        }
        place.commitment = commitment;
        emit VoteCommitted(orderId, found.round, seat, msg.sender, commitment);
    }

    /// @inheritdoc ICourt
    function reveal(bytes32 orderId, uint8 seat, uint8 vote, bytes32 salt) external nonReentrant {
        (Case storage found, Round storage round) = _inPhase(orderId, Phase.Voting);
        PanelSeat storage place = _ownPlace(orderId, found.round, seat);
        if (place.state != SeatState.Committed) revert CourtSeatStateWrong(orderId, seat, place.state);
        if (round.uncommitted != 0 && block.timestamp <= round.commitBy) {
            revert CourtDeadlineAhead(orderId, round.commitBy);
        }
        if (block.timestamp > round.revealBy) revert CourtDeadlinePassed(orderId, round.revealBy);
        if (vote != FOR_SHOP && vote != FOR_BUYER) revert CourtVoteInvalid(vote);
        if (commitmentOf(orderId, found.round, msg.sender, vote, salt) != place.commitment) {
            revert CourtRevealMismatch(orderId, seat);
        }
        place.state = SeatState.Revealed;
        place.vote = vote;
        round.unrevealed -= 1;
        emit VoteRevealed(orderId, found.round, seat, msg.sender, vote);
    }

    /// @inheritdoc ICourt
    function commitmentOf(
        bytes32 orderId,
        uint8 round,
        address juror,
        uint8 vote,
        bytes32 salt
    ) public pure returns (bytes32) {
        return keccak256(abi.encode(orderId, round, juror, vote, salt));
    }

    /// @dev INVARIANT I8: the tie must be older than the case, or one could be made when the panel is known.
    function _requireTie(
        Order calldata order,
        Order calldata proof,
        address juror,
        uint40 openedAt,
        uint96 feeUnits
    ) private view {
        bytes32 proofId = proof.id();
        OrderState state = _progressOf(proofId).state;
        if (
            state == OrderState.None ||
            proof.paidAt >= openedAt ||
            !(proof.ties(state, juror, order.shop, order.buyer, order.token, feeUnits) ||
                proof.ties(state, juror, order.buyer, order.shop, order.token, feeUnits))
        ) revert CourtProofInvalid(proofId);
    }

    function _ownPlace(bytes32 orderId, uint8 round, uint8 seat) private view returns (PanelSeat storage place) {
        PanelSeat[] storage panel = _panels[orderId][round];
        if (seat >= panel.length || panel[seat].juror != msg.sender) revert CourtNotJuror(orderId, msg.sender);
        place = panel[seat];
    }
}
