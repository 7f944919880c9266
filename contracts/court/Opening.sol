// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { Math } from "@openzeppelin/contracts/utils/math/Math.sol";
import { IArbitrator } from "../interfaces/IArbitrator.sol";
import { ISettings } from "../interfaces/ISettings.sol";
import { BpsLib } from "../libraries/BpsLib.sol";
import { OrderLib } from "../libraries/OrderLib.sol";
import { Order } from "../types/Types.sol";
import { Drawing } from "./Drawing.sol";

/// @title Opening: a case, its appeal, and the evidence
/// @dev Whoever opens a round pays for it; the other side never has to pay to be heard.
abstract contract Opening is Drawing {
    using BpsLib for uint256;
    using OrderLib for Order;

    uint8 private constant FIRST_PANEL = 3;
    uint8 private constant APPEAL_PANEL = 7;
    /// @dev Pay of a juror of the first panel, of the order's total, when that is more than the least pay.
    uint256 private constant FEE_BPS = 100;
    /// @dev What an appeal pays a juror, compared with the first panel.
    uint96 private constant APPEAL_FEE_FACTOR = 2;
    /// @dev What the locks of a panel are together at least, compared with the order.
    uint256 private constant LOCK_FACTOR = 2;
    uint8 private constant MAX_EVIDENCE = 8;

    /// @inheritdoc IArbitrator
    /// @dev The market checks that the order is disputed, answered and in time, and escalates it. Also emits:
    /// RoundOpened, DrawAnnounced. Reverts if: CourtNotArbitrator, CourtCallerWrong (no party), CourtCaseExists,
    /// CourtWindowTooShort, CourtValueAboveCap, CourtJurorsShort, TokenAmountMismatch.
    function createDispute(Order calldata order) external nonReentrant returns (uint256 disputeId) {
        bytes32 orderId = order.id();
        if (order.arbitrator != address(this)) revert CourtNotArbitrator(orderId);
        bool byBuyer = _requireParty(order, orderId);
        if (_cases[orderId].phase != Phase.None) revert CourtCaseExists(orderId);
        if (order.parameters.ruleWithinSeconds < LONGEST_CASE) {
            revert CourtWindowTooShort(order.parameters.ruleWithinSeconds, LONGEST_CASE);
        }
        uint256 capUnits = valueCap(order.token);
        if (order.totalUnits > capUnits) revert CourtValueAboveCap(order.totalUnits, capUnits);
        disputeId = uint256(orderId);
        emit DisputeCreation(disputeId, address(_market));
        _cases[orderId].openedAt = uint40(block.timestamp);
        _openRound(order, orderId, FIRST_PANEL, byBuyer, uint96(_feeUnits(order)));
        _market.escalate(order);
        _take(order.token, arbitrationCost(order));
    }

    /// @inheritdoc IArbitrator
    /// @dev Emits: RoundOpened, DrawAnnounced. Reverts if: CourtPhaseWrong, CourtCallerWrong (no party),
    /// CourtAppealRefused (the side that won, or the order is final), CourtDeadlinePassed, CourtJurorsShort,
    /// TokenAmountMismatch.
    function appeal(Order calldata order) external nonReentrant {
        bytes32 orderId = order.id();
        (Case storage found, ) = _inPhase(orderId, Phase.Appealable);
        bool byBuyer = _requireParty(order, orderId);
        bool lost = found.ruling == (byBuyer ? FOR_SHOP : FOR_BUYER);
        if (!lost || OrderLib.isFinal(_progressOf(orderId).state)) {
            revert CourtAppealRefused(orderId, found.round);
        }
        if (block.timestamp > found.appealBy) revert CourtDeadlinePassed(orderId, found.appealBy);
        uint256 costUnits = appealCost(order);
        found.round = 1;
        _openRound(order, orderId, APPEAL_PANEL, byBuyer, uint96(costUnits / APPEAL_PANEL));
        _take(order.token, costUnits);
    }

    /// @inheritdoc IArbitrator
    /// @dev Until the case is closed, at most 8 a party. Reverts if: CourtPhaseWrong, CourtCallerWrong,
    /// CourtEvidenceEmpty (zero), CourtTooMuchEvidence.
    function submitEvidence(Order calldata order, bytes32 evidence) external nonReentrant {
        bytes32 orderId = order.id();
        Case storage found = _cases[orderId];
        if (found.phase == Phase.None || found.phase == Phase.Closed) revert CourtPhaseWrong(orderId, found.phase);
        bool byBuyer = _requireParty(order, orderId);
        if (evidence == bytes32(0)) revert CourtEvidenceEmpty(orderId);
        uint8 count = byBuyer ? found.buyerEvidence : found.shopEvidence;
        if (count == MAX_EVIDENCE) revert CourtTooMuchEvidence(orderId, MAX_EVIDENCE);
        if (byBuyer) found.buyerEvidence = count + 1;
        else found.shopEvidence = count + 1;
        emit Evidence(address(this), uint256(orderId), msg.sender, evidence);
    }

    /// @inheritdoc IArbitrator
    function currentRuling(uint256 disputeId) external view returns (uint256) {
        return _cases[bytes32(disputeId)].ruling;
    }

    /// @inheritdoc IArbitrator
    function arbitrationCost(Order calldata order) public view returns (uint256) {
        return FIRST_PANEL * _feeUnits(order);
    }

    /// @inheritdoc IArbitrator
    /// @dev Once there is a case, by the fee that it was opened with.
    function appealCost(Order calldata order) public view returns (uint256) {
        bytes32 orderId = order.id();
        uint256 feeUnits = _cases[orderId].phase == Phase.None ? _feeUnits(order) : _rounds[orderId][0].feeUnits;
        return APPEAL_PANEL * APPEAL_FEE_FACTOR * feeUnits;
    }

    /// @dev Settings keep orders and seats below 2^96 units, so pay and locks fit 96 bits too.
    function _openRound(Order calldata order, bytes32 orderId, uint8 panelSize, bool byBuyer, uint96 feeUnits) private {
        Case storage found = _cases[orderId];
        Round storage round = _rounds[orderId][found.round];
        uint256 shareUnits = Math.ceilDiv(LOCK_FACTOR * order.totalUnits, panelSize);
        round.byBuyer = byBuyer;
        round.panelSize = panelSize;
        round.feeUnits = feeUnits;
        round.lockUnits = uint96(Math.max(_jurorTerms(order.token).seatUnits, shareUnits));
        uint256 costUnits = uint256(feeUnits) * panelSize;
        emit RoundOpened(orderId, found.round, msg.sender, panelSize, feeUnits, round.lockUnits, costUnits);
        _announce(orderId, order.token, found, round);
        _requireJurors(order, orderId, found.round, round);
    }

    function _requireParty(Order calldata order, bytes32 orderId) private view returns (bool byBuyer) {
        byBuyer = msg.sender == order.buyer;
        if (!byBuyer && msg.sender != order.shop) revert CourtCallerWrong(orderId, msg.sender);
    }

    /// @dev Pay of a juror of the first panel.
    function _feeUnits(Order calldata order) private view returns (uint256) {
        ISettings.JurorTerms memory terms = _jurorTerms(order.token);
        return Math.max(terms.feeUnits, uint256(order.totalUnits).partUp(FEE_BPS));
    }
}
