// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { Order, Permit } from "../types/Types.sol";
import { IArbitrator } from "./IArbitrator.sol";

/// @title The court: staked jurors, drawn at random
/// @notice Jurors choose which side's last proposal stands, so both sides do best by being reasonable. Either side may
/// bring a case and pay its fee; the other never has to pay to be heard. A buyer who wins gets back, from the shop's
/// coverage, what the case cost them.
/// Value is limited by stake: an order above a quarter of all stakes is not heard, and the locks of a panel together
/// are at least twice the order.
/// @dev INVARIANT I8: no juror sits on a case of a counterparty, and a juror's pay does not depend on which side wins.
interface ICourt is IArbitrator {
    /// @notice Where a case stands.
    enum Phase {
        None,
        /// The block that decides the draw lies ahead, or was not used yet.
        Drawing,
        /// Jurors commit until `commitBy`, then reveal until `revealBy`; who all committed may reveal at once.
        Voting,
        /// The first ruling stands unless a party appeals until `appealBy`.
        Appealable,
        Closed
    }

    /// @notice Where a juror of a panel stands.
    enum SeatState {
        None,
        Drawn,
        Committed,
        Revealed,
        /// Removed as a counterparty: the vote does not count.
        Excluded,
        /// Did not vote in time: slashed, and perhaps replaced by a seat further on.
        Silent
    }

    /// @notice A juror's stake in one token.
    struct Juror {
        uint96 stakedUnits;
        /// INVARIANT I4: lockedUnits <= stakedUnits. Held by open cases.
        uint96 lockedUnits;
        uint24 seats;
        /// When the last seat was taken. No draw announced before picks this juror: whoever knows the seed could top
        /// up a stake just so that it is picked.
        uint40 takenAt;
    }

    /// @notice A place in the list that draws pick from. Its stake is one seat's; more seats, more chance.
    struct Seat {
        address juror;
        /// From when on it can be drawn.
        uint40 activeAt;
        /// When it was given up; zero while it is kept.
        uint40 leavingAt;
    }

    /// @notice The seats of one token.
    struct Pool {
        /// Length of the list, freed ones included.
        uint32 seats;
        /// Seats that nobody gave up.
        uint32 keptSeats;
        /// Stakes of all jurors.
        uint128 stakedUnits;
    }

    /// @notice A place on a panel. Replaced jurors keep theirs, so a panel can hold more places than votes.
    struct PanelSeat {
        address juror;
        SeatState state;
        /// 1 for the shop, 2 for the buyer, once revealed.
        uint8 vote;
        bytes32 commitment;
    }

    struct Case {
        Phase phase;
        /// 0 for the first panel, 1 for the appeal.
        uint8 round;
        /// Ruling of the last decided round, final once closed.
        uint8 ruling;
        uint8 buyerEvidence;
        uint8 shopEvidence;
        uint40 openedAt;
        uint40 appealBy;
    }

    /// @notice One panel of a case: what it was opened with stays, the rest belongs to its last attempt.
    struct Round {
        /// Who paid: true for the buyer.
        bool byBuyer;
        /// 1 when silent jurors were replaced.
        uint8 attempt;
        uint8 panelSize;
        /// Seats that did not commit yet.
        uint8 uncommitted;
        /// Seats that did not reveal yet.
        uint8 unrevealed;
        uint40 announcedAt;
        uint40 commitBy;
        uint40 revealBy;
        /// Seats in the list when the draw was announced: later ones cannot be drawn.
        uint32 seatCount;
        /// Block whose randomness decides the draw.
        uint64 drawBlock;
        /// Pay of each juror.
        uint96 feeUnits;
        /// Stake that each juror has at risk.
        uint96 lockUnits;
    }

    event SeatTaken(address indexed token, uint32 indexed seatId, address indexed juror, uint40 activeAt, uint96 units);
    event SeatLeaving(address indexed token, uint32 indexed seatId, address indexed juror, uint40 freeAt);
    event SeatFreed(address indexed token, uint32 indexed seatId, address indexed juror, uint96 units);
    /// @notice Round `round` of the case of `orderId` waits for its draw. `by` paid `costUnits`.
    event RoundOpened(
        bytes32 indexed orderId,
        uint8 round,
        address indexed by,
        uint8 panelSize,
        uint96 feeUnits,
        uint96 lockUnits,
        uint256 costUnits
    );
    /// @notice The panel's empty seats will be drawn with the randomness of `drawBlock`.
    event DrawAnnounced(bytes32 indexed orderId, uint8 round, uint8 attempt, uint64 drawBlock);
    event JurorDrawn(bytes32 indexed orderId, uint8 round, uint8 seat, address indexed juror, uint96 lockUnits);
    event JurorExcluded(bytes32 indexed orderId, uint8 round, uint8 seat, address indexed juror, bytes32 proofOrderId);
    event VotingStarted(bytes32 indexed orderId, uint8 round, uint40 commitBy, uint40 revealBy);
    event VoteCommitted(bytes32 indexed orderId, uint8 round, uint8 seat, address indexed juror, bytes32 commitment);
    event VoteRevealed(bytes32 indexed orderId, uint8 round, uint8 seat, address indexed juror, uint8 vote);
    /// @notice A juror lost part of the stake: `silent` did not vote; otherwise voted against the ruling after an
    /// appeal.
    event JurorSlashed(
        bytes32 indexed orderId,
        address indexed juror,
        address indexed token,
        uint256 units,
        bool silent
    );
    /// @notice A juror's stake is free again.
    event JurorReleased(bytes32 indexed orderId, address indexed juror, address indexed token, uint256 units);
    event RoundDecided(
        bytes32 indexed orderId,
        uint8 round,
        uint8 ruling,
        uint8 shopVotes,
        uint8 buyerVotes,
        uint40 appealBy
    );
    /// @notice The case is over. `ruling` 0 when the court refused, or when the parties ended the order before.
    event CaseClosed(bytes32 indexed orderId, uint8 ruling, uint256 jurorUnits, uint256 returnedUnits);

    error CourtTokenRefused(address token);
    error CourtSeatsInvalid(uint256 seats, uint256 most);
    error CourtSeatNotYours(uint32 seatId, address caller);
    error CourtSeatLeaving(uint32 seatId);
    error CourtSeatBusy(uint32 seatId, uint256 freeAt);
    error CourtStakeLocked(uint96 lockedUnits);
    error CourtNotArbitrator(bytes32 orderId);
    /// @notice Thrown when the order gives its arbitrator less time than a case with an appeal can take.
    error CourtWindowTooShort(uint32 ruleWithinSeconds, uint32 least);
    error CourtCallerWrong(bytes32 orderId, address caller);
    error CourtCaseExists(bytes32 orderId);
    error CourtPhaseWrong(bytes32 orderId, Phase phase);
    /// @notice Thrown when the order is worth more than `valueCap`.
    error CourtValueAboveCap(uint128 totalUnits, uint256 capUnits);
    /// @notice Thrown when too few jurors have the free stake that a seat on this panel needs.
    error CourtJurorsShort(uint256 found, uint256 panelSize);
    error CourtTooMuchEvidence(bytes32 orderId, uint8 most);
    error CourtEvidenceEmpty(bytes32 orderId);
    error CourtDrawAhead(uint64 drawBlock);
    /// @notice Thrown when the header is not that of the draw's block.
    error CourtHeaderWrong(uint64 drawBlock);
    error CourtNotJuror(bytes32 orderId, address caller);
    error CourtSeatStateWrong(bytes32 orderId, uint8 seat, SeatState state);
    error CourtVoteInvalid(uint8 vote);
    error CourtRevealMismatch(bytes32 orderId, uint8 seat);
    error CourtDeadlinePassed(bytes32 orderId, uint40 deadline);
    error CourtDeadlineAhead(bytes32 orderId, uint40 deadline);
    /// @notice Thrown when the order brought as a proof does not tie this juror to a party of the case, or the caller
    /// may not bring it.
    error CourtProofInvalid(bytes32 proofOrderId);
    error CourtAppealRefused(bytes32 orderId, uint8 round);

    /// @notice Takes seats for the caller at the price of one seat each; they can be drawn after the warm-up.
    /// Emits: SeatTaken for each.
    /// Reverts if: jurors are not paid in this token (CourtTokenRefused); not 1 to 20 (CourtSeatsInvalid); the tokens
    /// received differ (TokenAmountMismatch).
    function takeSeats(address token, uint8 seats, Permit calldata permit) external;

    /// @notice Gives seats up: they are drawn for no new case and free after the exit delay.
    /// Emits: SeatLeaving for each.
    /// Reverts if: CourtSeatsInvalid, CourtSeatNotYours, CourtSeatLeaving.
    function leaveSeats(address token, uint32[] calldata seatIds) external;

    /// @notice Credits the stake of seats whose exit delay passed, less what was slashed.
    /// Emits: SeatFreed for each, Credited.
    /// Reverts if: CourtSeatsInvalid, CourtSeatNotYours, CourtSeatBusy (kept, or too early), CourtStakeLocked (what
    /// stays would not back the open cases).
    function freeSeats(address token, uint32[] calldata seatIds) external;

    /// @notice Fills the panel with the randomness of the announced block. Anyone. A proposer can skip its block, but
    /// not choose. When the chain no longer knows that block, or too few jurors are free for a first panel, announces
    /// another one.
    /// Emits: JurorDrawn for each, VotingStarted; or DrawAnnounced.
    /// Reverts if: CourtPhaseWrong, CourtDrawAhead, CourtHeaderWrong.
    /// @param header RLP of the block's header.
    function draw(Order calldata order, bytes calldata header) external;

    /// @notice Removes a juror who is a counterparty of a party of the case, by an order paid before the case was
    /// opened. Until the round is counted. Anyone, when the juror bought from the party. Only the other party, when
    /// the juror sold to the party, or earned from a completed order of theirs at least what this case pays: such a
    /// tie can be made without the juror, and nobody may make ties to drive out jurors.
    /// Emits: JurorExcluded, JurorReleased.
    /// Reverts if: CourtPhaseWrong, CourtSeatStateWrong, CourtProofInvalid.
    /// @param proof An order that ties the juror to the buyer or the shop.
    function exclude(Order calldata order, uint8 seat, Order calldata proof) external;

    /// @notice Commits to a vote. Only a juror drawn, until `commitBy`; again replaces the commitment
    /// while others are missing.
    /// Emits: VoteCommitted.
    /// Reverts if: CourtPhaseWrong, CourtNotJuror, CourtSeatStateWrong, CourtDeadlinePassed.
    /// @param commitment See `commitmentOf`.
    function commit(bytes32 orderId, uint8 seat, bytes32 commitment) external;

    /// @notice Reveals a committed vote, after `commitBy` or once all committed, until `revealBy`.
    /// Emits: VoteRevealed.
    /// Reverts if: CourtPhaseWrong, CourtNotJuror, CourtSeatStateWrong, CourtDeadlineAhead, CourtDeadlinePassed,
    /// CourtVoteInvalid, CourtRevealMismatch.
    function reveal(bytes32 orderId, uint8 seat, uint8 vote, bytes32 salt) external;

    /// @notice Moves a case on. Anyone. After the votes: decides the round, or slashes and replaces silent jurors
    /// once, or refuses. After the appeal window: executes the ruling. At any time: ends a case whose order is final.
    /// Emits: RoundDecided, JurorSlashed, DrawAnnounced, CaseClosed, JurorReleased, Ruling.
    /// Reverts if: CourtPhaseWrong, CourtDeadlineAhead.
    function advance(Order calldata order) external;

    /// @return The case of an order.
    function caseOf(bytes32 orderId) external view returns (Case memory);

    /// @return One round of a case.
    function roundOf(bytes32 orderId, uint8 round) external view returns (Round memory);

    /// @return The panel of a round.
    function panelOf(bytes32 orderId, uint8 round) external view returns (PanelSeat[] memory);

    /// @return Stake of a juror.
    function jurorOf(address token, address juror) external view returns (Juror memory);

    /// @return A seat of the list.
    function seatOf(address token, uint32 seatId) external view returns (Seat memory);

    /// @return The seats of a token.
    function poolOf(address token) external view returns (Pool memory);

    /// @return Largest order that the court hears, in token units: a quarter of the stakes behind seats that are kept.
    function valueCap(address token) external view returns (uint256);

    /// @return keccak256(abi.encode(orderId, round, juror, vote, salt)): nobody else can reveal a copied one.
    function commitmentOf(
        bytes32 orderId,
        uint8 round,
        address juror,
        uint8 vote,
        bytes32 salt
    ) external pure returns (bytes32);
}
