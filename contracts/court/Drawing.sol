// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { BlockHeader } from "@openzeppelin/contracts/utils/BlockHeader.sol";
import { Blockhash } from "@openzeppelin/contracts/utils/Blockhash.sol";
import { Hashes } from "@openzeppelin/contracts/utils/cryptography/Hashes.sol";
import { ICourt } from "../interfaces/ICourt.sol";
import { OrderLib } from "../libraries/OrderLib.sol";
import { Order } from "../types/Types.sol";
import { Seats } from "./Seats.sol";

/// @title Drawing: who sits on a panel
/// @dev The seed is the randomness of a block that was announced before it existed. Its proposer can at most skip it,
/// and nobody can take seats or stake for the draw any more.
abstract contract Drawing is Seats {
    using OrderLib for Order;

    /// @notice Blocks from the announcement of a draw to the one that decides it.
    uint64 public constant DRAW_DELAY = 4;

    /// @dev Blocks whose hashes a chain knows (EIP-2935).
    uint256 private constant HASHES_KEPT = 8_191;
    /// @dev Bounds the work of one draw: picks for each seat of the panel, of which most fail only where most of the
    /// list is empty or busy.
    uint256 private constant TRIES = 32;
    /// @dev Buyer, shop and everyone whom the order pays.
    uint256 private constant ROLES = 7;

    /// @dev Who cannot be picked any more. An array of fixed size, filled up to `count`.
    struct Barred {
        address[] people;
        uint256 count;
    }

    /// @dev Who was chosen. An array of fixed size, filled up to `count`.
    struct Panel {
        address[] jurors;
        uint256 count;
        /// Seats that revealed in an earlier attempt: they stay.
        uint256 voted;
    }

    /// @inheritdoc ICourt
    function draw(Order calldata order, bytes calldata header) external nonReentrant {
        bytes32 orderId = order.id();
        (Case storage found, Round storage round) = _inPhase(orderId, Phase.Drawing);
        uint64 drawBlock = round.drawBlock;
        if (block.number <= drawBlock) revert CourtDrawAhead(drawBlock);
        bytes32 expected = Blockhash.blockHash(drawBlock);
        if (expected == bytes32(0) || block.number > drawBlock + HASHES_KEPT) {
            _announce(orderId, order.token, found, round);
            return;
        }
        if (keccak256(header) != expected) revert CourtHeaderWrong(drawBlock);
        bytes32 seed = keccak256(abi.encode(BlockHeader.getPrevRandao(header), orderId, found.round, round.attempt));
        Panel memory chosen = _choose(order, orderId, found.round, round, seed);
        // A first panel that could not decide is not seated: the case waits until enough jurors are free.
        if (found.round == 0 && round.attempt == 0 && !_canDecide(chosen, round)) {
            _announce(orderId, order.token, found, round);
            return;
        }
        _seat(order.token, orderId, found.round, chosen, round.lockUnits);
        found.phase = Phase.Voting;
        round.uncommitted = uint8(chosen.count);
        round.unrevealed = uint8(chosen.count);
        round.commitBy = uint40(block.timestamp) + COMMIT_WINDOW;
        round.revealBy = round.commitBy + REVEAL_WINDOW;
        emit VotingStarted(orderId, found.round, round.commitBy, round.revealBy);
    }

    /// @dev Announces the block whose randomness fills the panel.
    function _announce(bytes32 orderId, address token, Case storage found, Round storage round) internal {
        found.phase = Phase.Drawing;
        round.announcedAt = uint40(block.timestamp);
        round.seatCount = _pools[token].seats;
        round.drawBlock = uint64(block.number) + DRAW_DELAY;
        emit DrawAnnounced(orderId, found.round, round.attempt, round.drawBlock);
    }

    /// @dev Refuses a round for which there are not enough jurors right now. Else a buyer could bring what no panel can
    /// back, and wait for the refund. The seed may be foreseen: nobody is drawn by it.
    function _requireJurors(Order calldata order, bytes32 orderId, uint8 number, Round memory round) internal view {
        Panel memory chosen = _choose(order, orderId, number, round, blockhash(block.number - 1));
        if (!_canDecide(chosen, round)) revert CourtJurorsShort(chosen.count, round.panelSize);
    }

    /// @dev INVARIANT I8: whoever the order pays is barred, and so is who sat on this case before. Others are
    /// excluded by proof. Places for which nobody is found stay empty.
    function _choose(
        Order calldata order,
        bytes32 orderId,
        uint8 number,
        Round memory round,
        bytes32 seed
    ) private view returns (Panel memory chosen) {
        Barred memory barred;
        (barred, chosen.voted) = _barred(order, orderId, number, round.panelSize);
        chosen.jurors = new address[](round.panelSize);
        for (uint256 place = chosen.voted; place < round.panelSize; ++place) {
            address juror = _pick(order.token, round, barred, Hashes.efficientKeccak256(seed, bytes32(place)));
            if (juror == address(0)) continue;
            barred.people[barred.count++] = juror;
            chosen.jurors[chosen.count++] = juror;
        }
    }

    function _seat(address token, bytes32 orderId, uint8 number, Panel memory chosen, uint96 lockUnits) private {
        PanelSeat[] storage panel = _panels[orderId][number];
        for (uint256 i = 0; i < chosen.count; ++i) {
            address juror = chosen.jurors[i];
            _lock(token, juror, lockUnits);
            emit JurorDrawn(orderId, number, uint8(panel.length), juror, lockUnits);
            panel.push(PanelSeat({ juror: juror, state: SeatState.Drawn, vote: 0, commitment: bytes32(0) }));
        }
    }

    function _canDecide(Panel memory chosen, Round memory round) private pure returns (bool) {
        return chosen.voted + chosen.count > round.panelSize / 2;
    }

    /// @return barred With room for a whole panel.
    /// @return voted Seats of this round that revealed in an earlier attempt: they stay.
    function _barred(
        Order calldata order,
        bytes32 orderId,
        uint8 roundNumber,
        uint256 panelSize
    ) private view returns (Barred memory barred, uint256 voted) {
        PanelSeat[] storage first = _panels[orderId][0];
        PanelSeat[] storage second = _panels[orderId][1];
        barred.people = new address[](ROLES + first.length + second.length + panelSize);
        barred.people[0] = order.buyer;
        barred.people[1] = order.shop;
        barred.people[2] = order.promoter;
        barred.people[3] = order.parent;
        barred.people[4] = order.host;
        barred.people[5] = order.leader;
        barred.people[6] = order.pickup;
        barred.count = ROLES;
        uint256 votedFirst = _bar(barred, first);
        uint256 votedSecond = _bar(barred, second);
        voted = roundNumber == 0 ? votedFirst : votedSecond;
    }

    function _bar(Barred memory barred, PanelSeat[] storage panel) private view returns (uint256 voted) {
        for (uint256 i = 0; i < panel.length; ++i) {
            PanelSeat storage seat = panel[i];
            barred.people[barred.count++] = seat.juror;
            if (seat.state == SeatState.Revealed) ++voted;
        }
    }

    /// @return juror Whoever the first fitting pick of this place names, or zero.
    function _pick(
        address token,
        Round memory round,
        Barred memory barred,
        bytes32 seed
    ) private view returns (address juror) {
        // A paid order is worth more than the cap of an empty list; one that nobody paid may be worth nothing.
        if (round.seatCount == 0) return address(0);
        for (uint256 i = 0; i < TRIES; ++i) {
            uint256 picked = uint256(Hashes.efficientKeccak256(seed, bytes32(i)));
            Seat memory seat = _seats[token][uint32(picked % round.seatCount)];
            if (_fits(token, seat, round) && !_has(barred, seat.juror)) return seat.juror;
        }
    }

    /// @dev A seat fits by what it was when the draw was announced, and its juror by a free stake that did not grow
    /// since.
    function _fits(address token, Seat memory seat, Round memory round) private view returns (bool) {
        if (seat.juror == address(0) || seat.activeAt > round.announcedAt) return false;
        if (seat.leavingAt != 0 && seat.leavingAt <= round.announcedAt) return false;
        Juror memory juror = _jurors[token][seat.juror];
        return juror.takenAt <= round.announcedAt && juror.stakedUnits - juror.lockedUnits >= round.lockUnits;
    }

    function _has(Barred memory barred, address person) private pure returns (bool) {
        for (uint256 i = 0; i < barred.count; ++i) {
            if (barred.people[i] == person) return true;
        }
        return false;
    }
}
