// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { ICourt } from "../interfaces/ICourt.sol";
import { PermitLib } from "../libraries/PermitLib.sol";
import { Credit, Permit } from "../types/Types.sol";
import { CaseBook } from "./CaseBook.sol";

/// @title Seats: what jurors stake
/// @dev A seat never moves in its list, so nobody who comes or goes bends a draw whose seed is known. The slot of a
/// freed seat is used again by the next one.
abstract contract Seats is CaseBook {
    /// @notice From taking a seat until it can be drawn, in seconds: nobody joins for a certain case.
    uint40 public constant WARM_UP = 14 days;
    /// @notice From giving a seat up until its stake is free, in seconds; longer than a case.
    uint40 public constant EXIT_DELAY = 28 days;

    uint256 private constant MAX_SEATS = 20;
    /// @dev Part of the stake of all jurors that one order may be worth.
    uint256 private constant CAP_DIVISOR = 4;

    mapping(address token => Pool) internal _pools;
    mapping(address token => mapping(uint32 seatId => Seat)) internal _seats;
    mapping(address token => mapping(address juror => Juror)) internal _jurors;
    mapping(address token => uint32[]) private _freed;

    /// @inheritdoc ICourt
    function takeSeats(address token, uint8 seats, Permit calldata permit) external nonReentrant {
        uint96 seatUnits = _jurorTerms(token).seatUnits;
        if (seatUnits == 0) revert CourtTokenRefused(token);
        _requireCount(seats);
        uint40 activeAt = uint40(block.timestamp) + WARM_UP;
        for (uint256 i = 0; i < seats; ++i) {
            uint32 seatId = _newSeat(token);
            _seats[token][seatId] = Seat({ juror: msg.sender, activeAt: activeAt, leavingAt: 0 });
            emit SeatTaken(token, seatId, msg.sender, activeAt, seatUnits);
        }
        uint96 units = seatUnits * seats;
        Juror storage juror = _jurors[token][msg.sender];
        juror.stakedUnits += units;
        juror.seats += seats;
        juror.takenAt = uint40(block.timestamp);
        _pools[token].keptSeats += seats;
        _pools[token].stakedUnits += units;
        PermitLib.tryUse(permit);
        _take(token, units);
    }

    /// @inheritdoc ICourt
    function leaveSeats(address token, uint32[] calldata seatIds) external nonReentrant {
        _requireCount(seatIds.length);
        for (uint256 i = 0; i < seatIds.length; ++i) {
            Seat storage seat = _ownSeat(token, seatIds[i]);
            if (seat.leavingAt != 0) revert CourtSeatLeaving(seatIds[i]);
            seat.leavingAt = uint40(block.timestamp);
            emit SeatLeaving(token, seatIds[i], msg.sender, uint40(block.timestamp) + EXIT_DELAY);
        }
        _pools[token].keptSeats -= uint32(seatIds.length);
    }

    /// @inheritdoc ICourt
    /// @dev INVARIANT I4: what stays covers the locks.
    function freeSeats(address token, uint32[] calldata seatIds) external nonReentrant {
        _requireCount(seatIds.length);
        Juror memory juror = _jurors[token][msg.sender];
        uint96 seatUnits = _jurorTerms(token).seatUnits;
        uint96 total = 0;
        for (uint256 i = 0; i < seatIds.length; ++i) {
            uint96 units = _freeSeat(token, seatIds[i], juror, seatUnits);
            total += units;
        }
        if (juror.lockedUnits > juror.stakedUnits) revert CourtStakeLocked(juror.lockedUnits);
        _jurors[token][msg.sender] = juror;
        _pools[token].stakedUnits -= total;
        Credit[] memory credits = new Credit[](1);
        credits[0] = Credit({ to: msg.sender, units: total });
        _credit(token, bytes32(0), credits, 0);
    }

    /// @inheritdoc ICourt
    function jurorOf(address token, address juror) external view returns (Juror memory) {
        return _jurors[token][juror];
    }

    /// @inheritdoc ICourt
    function seatOf(address token, uint32 seatId) external view returns (Seat memory) {
        return _seats[token][seatId];
    }

    /// @inheritdoc ICourt
    function poolOf(address token) external view returns (Pool memory) {
        return _pools[token];
    }

    /// @inheritdoc ICourt
    function valueCap(address token) public view returns (uint256) {
        Pool memory pool = _pools[token];
        uint256 kept = uint256(pool.keptSeats) * _jurorTerms(token).seatUnits;
        return (kept < pool.stakedUnits ? kept : pool.stakedUnits) / CAP_DIVISOR;
    }

    /// @dev INVARIANT I4: only free stake is locked; drawing checked that it suffices.
    function _lock(address token, address juror, uint96 units) internal {
        _jurors[token][juror].lockedUnits += units;
    }

    /// @dev Ends a lock. INVARIANT I4: slashes at most what was locked. What is slashed is the caller's to credit as
    /// fees.
    function _release(
        bytes32 orderId,
        address token,
        address juror,
        uint96 units,
        uint96 slashed,
        bool silent
    ) internal {
        Juror storage held = _jurors[token][juror];
        held.lockedUnits -= units;
        if (slashed != 0) {
            held.stakedUnits -= slashed;
            _pools[token].stakedUnits -= slashed;
            emit JurorSlashed(orderId, juror, token, slashed, silent);
        }
        emit JurorReleased(orderId, juror, token, units - slashed);
    }

    function _newSeat(address token) private returns (uint32 seatId) {
        uint32[] storage freed = _freed[token];
        if (freed.length == 0) return _pools[token].seats++;
        seatId = freed[freed.length - 1];
        freed.pop();
    }

    /// @dev Pays what the seats that stay do not need: a slash is borne by the seat that leaves first.
    function _freeSeat(
        address token,
        uint32 seatId,
        Juror memory juror,
        uint96 seatUnits
    ) private returns (uint96 units) {
        uint40 leavingAt = _ownSeat(token, seatId).leavingAt;
        uint256 freeAt = leavingAt == 0 ? type(uint256).max : leavingAt + EXIT_DELAY;
        if (block.timestamp < freeAt) revert CourtSeatBusy(seatId, freeAt);
        juror.seats -= 1;
        uint96 rest = seatUnits * juror.seats;
        units = juror.stakedUnits > rest ? juror.stakedUnits - rest : 0;
        juror.stakedUnits -= units;
        delete _seats[token][seatId];
        _freed[token].push(seatId);
        emit SeatFreed(token, seatId, msg.sender, units);
    }

    function _ownSeat(address token, uint32 seatId) private view returns (Seat storage seat) {
        seat = _seats[token][seatId];
        if (seat.juror != msg.sender) revert CourtSeatNotYours(seatId, msg.sender);
    }

    function _requireCount(uint256 seats) private pure {
        if (seats == 0 || seats > MAX_SEATS) revert CourtSeatsInvalid(seats, MAX_SEATS);
    }
}
