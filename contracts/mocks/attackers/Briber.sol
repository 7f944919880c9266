// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { IERC20 } from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import { SafeERC20 } from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import { ICourt } from "../../interfaces/ICourt.sol";

/// @title Pays jurors for one vote, whether it wins (plain) or only when it loses (p + epsilon)
contract Briber {
    using SafeERC20 for IERC20;

    ICourt private immutable _court;
    IERC20 private immutable _token;
    bytes32 private immutable _orderId;
    uint8 private immutable _vote;
    bool private immutable _onlyWhenLost;
    uint256 private immutable _units;

    mapping(uint256 place => bool) private _paid;

    error BribeNotDue();

    /// @param court Where the case is.
    /// @param token What is paid.
    /// @param orderId The case.
    /// @param vote What is paid for.
    /// @param units How much each vote is worth.
    /// @param onlyWhenLost True to pay only when the vote did not become the ruling.
    constructor(ICourt court, IERC20 token, bytes32 orderId, uint8 vote, uint256 units, bool onlyWhenLost) {
        _court = court;
        _token = token;
        _orderId = orderId;
        _vote = vote;
        _units = units;
        _onlyWhenLost = onlyWhenLost;
    }

    /// @notice Pays the juror of a place for the vote, once the case is closed.
    function claim(uint8 round, uint8 seat) external {
        ICourt.Case memory found = _court.caseOf(_orderId);
        ICourt.PanelSeat memory place = _court.panelOf(_orderId, round)[seat];
        bool lost = found.ruling != _vote;
        uint256 key = (uint256(round) << 8) | seat;
        if (
            found.phase != ICourt.Phase.Closed ||
            place.state != ICourt.SeatState.Revealed ||
            place.vote != _vote ||
            (_onlyWhenLost && !lost) ||
            _paid[key]
        ) revert BribeNotDue();
        _paid[key] = true;
        _token.safeTransfer(place.juror, _units);
    }
}
