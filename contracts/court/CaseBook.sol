// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { ReentrancyGuardTransient } from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import { ICourt } from "../interfaces/ICourt.sol";
import { IMarket } from "../interfaces/IMarket.sol";
import { ISettings } from "../interfaces/ISettings.sol";
import { ITokenErrors } from "../interfaces/ITokenErrors.sol";
import { IVault } from "../interfaces/IVault.sol";
import { TransferLib } from "../libraries/TransferLib.sol";
import { Credit, Progress } from "../types/Types.sol";

/// @title The cases, and what they are measured by
abstract contract CaseBook is ICourt, ITokenErrors, ReentrancyGuardTransient {
    /// @notice The other contracts.
    struct Wiring {
        ISettings settings;
        IVault vault;
        IMarket market;
    }

    /// @notice From a draw to the last commitment, in seconds.
    uint40 public constant COMMIT_WINDOW = 2 days;
    /// @notice From the last commitment to the last vote, in seconds.
    uint40 public constant REVEAL_WINDOW = 1 days;
    /// @notice From the first ruling to the last appeal, in seconds.
    uint40 public constant APPEAL_WINDOW = 2 days;
    /// @notice Longest course of a case, in seconds: two rounds with replaced jurors (each two votes, and half a day
    /// for each draw), and the appeal window between them. Whoever plays for time gains nothing, because it all fits.
    uint32 public constant LONGEST_CASE = uint32(4 * (COMMIT_WINDOW + REVEAL_WINDOW + 12 hours) + APPEAL_WINDOW);

    uint8 internal constant FOR_SHOP = 1;
    uint8 internal constant FOR_BUYER = 2;

    ISettings internal immutable _settings;
    IVault internal immutable _vault;
    IMarket internal immutable _market;

    mapping(bytes32 orderId => Case) internal _cases;
    mapping(bytes32 orderId => mapping(uint8 round => Round)) internal _rounds;
    mapping(bytes32 orderId => mapping(uint8 round => PanelSeat[])) internal _panels;

    constructor(Wiring memory wiring_) {
        _settings = wiring_.settings;
        _vault = wiring_.vault;
        _market = wiring_.market;
    }

    /// @return The other contracts.
    function wiring() external view returns (Wiring memory) {
        return Wiring(_settings, _vault, _market);
    }

    /// @inheritdoc ICourt
    function caseOf(bytes32 orderId) external view returns (Case memory) {
        return _cases[orderId];
    }

    /// @inheritdoc ICourt
    function roundOf(bytes32 orderId, uint8 round) external view returns (Round memory) {
        return _rounds[orderId][round];
    }

    /// @inheritdoc ICourt
    function panelOf(bytes32 orderId, uint8 round) external view returns (PanelSeat[] memory) {
        return _panels[orderId][round];
    }

    /// @dev What jurors stake and earn.
    function _jurorTerms(address token) internal view returns (ISettings.JurorTerms memory) {
        return _settings.jurorTerms(token);
    }

    /// @dev Where an order stands in the market.
    function _progressOf(bytes32 orderId) internal view returns (Progress memory) {
        return _market.progressOf(orderId);
    }

    /// @dev Takes tokens of the caller into the vault.
    function _take(address token, uint256 units) internal {
        TransferLib.take(token, address(_vault), units);
    }

    /// @dev Credits payees and the protocol's fees.
    function _credit(address token, bytes32 source, Credit[] memory credits, uint256 feeUnits) internal {
        _vault.credit(token, source, credits, feeUnits);
    }

    /// @dev The case and its running round, when it is in this phase.
    function _inPhase(bytes32 orderId, Phase phase) internal view returns (Case storage found, Round storage round) {
        found = _cases[orderId];
        if (found.phase != phase) revert CourtPhaseWrong(orderId, found.phase);
        round = _rounds[orderId][found.round];
    }
}
