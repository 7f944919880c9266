// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { AccessManaged } from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import { ISettings } from "./interfaces/ISettings.sol";
import { Parameters } from "./types/Types.sol";

/// @title Settings
/// @dev The authority is an AccessManager whose roles act after a delay. Nothing here can touch a running order.
contract Settings is ISettings, AccessManaged {
    uint16 public constant MAX_FEE_BPS = 500;
    uint16 public constant LEAST_MIN_COVERAGE_BPS = 500;
    uint16 public constant MOST_MIN_COVERAGE_BPS = 10_000;
    uint16 public constant MAX_PENALTY_BPS = 5_000;
    uint32 public constant MIN_WINDOW = 1 hours;
    uint32 public constant MAX_WINDOW = 30 days;
    uint8 public constant MAX_DECIMALS = 36;
    /// @dev Makes the terms of a token fit one slot, and the fees of a shop the sums of its reviews.
    uint128 public constant MAX_UNITS = type(uint96).max;

    struct StoredTerms {
        bool accepted;
        uint8 decimals;
        uint96 minStakeUnits;
        uint96 maxOrderUnits;
    }

    Parameters private _parameters;
    address private _treasury;
    mapping(address token => StoredTerms) private _terms;
    mapping(address token => JurorTerms) private _jurorTerms;

    /// @param authority_ AccessManager that decides who may change what.
    /// @param treasury_ Who may collect the fees.
    /// @param parameters_ Parameters of the first orders.
    constructor(address authority_, address treasury_, Parameters memory parameters_) AccessManaged(authority_) {
        _setTreasury(treasury_);
        _setParameters(parameters_);
    }

    /// @inheritdoc ISettings
    function setParameters(Parameters calldata parameters_) external restricted {
        _setParameters(parameters_);
    }

    /// @inheritdoc ISettings
    function setToken(address token, TokenTerms calldata terms) external restricted {
        if (token == address(0)) revert SettingsZeroAddress();
        _checkBounds("decimals", terms.decimals, 0, MAX_DECIMALS);
        _checkBounds("minStakeUnits", terms.minStakeUnits, 0, MAX_UNITS);
        _checkBounds("maxOrderUnits", terms.maxOrderUnits, 0, MAX_UNITS);
        _terms[token] = StoredTerms({
            accepted: terms.accepted,
            decimals: terms.decimals,
            minStakeUnits: uint96(terms.minStakeUnits),
            maxOrderUnits: uint96(terms.maxOrderUnits)
        });
        emit TokenChanged(token, terms);
    }

    /// @inheritdoc ISettings
    function setJurorTerms(address token, JurorTerms calldata terms) external restricted {
        uint256 seatUnits = _jurorTerms[token].seatUnits;
        if (seatUnits == 0) _checkBounds("seatUnits", terms.seatUnits, 1, MAX_UNITS);
        else _checkBounds("seatUnits", terms.seatUnits, seatUnits, seatUnits);
        _checkBounds("feeUnits", terms.feeUnits, 0, terms.seatUnits / 10);
        _jurorTerms[token] = terms;
        emit JurorTermsChanged(token, terms);
    }

    /// @inheritdoc ISettings
    function setTreasury(address treasury_) external restricted {
        _setTreasury(treasury_);
    }

    /// @inheritdoc ISettings
    function parameters() external view returns (Parameters memory) {
        return _parameters;
    }

    /// @inheritdoc ISettings
    function tokenTerms(address token) external view returns (TokenTerms memory) {
        StoredTerms memory terms = _terms[token];
        return
            TokenTerms({
                accepted: terms.accepted,
                decimals: terms.decimals,
                minStakeUnits: terms.minStakeUnits,
                maxOrderUnits: terms.maxOrderUnits
            });
    }

    /// @inheritdoc ISettings
    function jurorTerms(address token) external view returns (JurorTerms memory) {
        return _jurorTerms[token];
    }

    /// @inheritdoc ISettings
    function treasury() external view returns (address) {
        return _treasury;
    }

    function _setParameters(Parameters memory changed) private {
        _checkBounds("feeBps", changed.feeBps, 0, MAX_FEE_BPS);
        _checkBounds("minCoverageBps", changed.minCoverageBps, LEAST_MIN_COVERAGE_BPS, MOST_MIN_COVERAGE_BPS);
        _checkBounds("penaltyBps", changed.penaltyBps, 0, MAX_PENALTY_BPS);
        _checkBounds("answerWithinSeconds", changed.answerWithinSeconds, MIN_WINDOW, MAX_WINDOW);
        _checkBounds("escalateWithinSeconds", changed.escalateWithinSeconds, MIN_WINDOW, MAX_WINDOW);
        _checkBounds("ruleWithinSeconds", changed.ruleWithinSeconds, MIN_WINDOW, MAX_WINDOW);
        _parameters = changed;
        emit ParametersChanged(changed);
    }

    function _setTreasury(address treasury_) private {
        if (treasury_ == address(0)) revert SettingsZeroAddress();
        _treasury = treasury_;
        emit TreasuryChanged(treasury_);
    }

    function _checkBounds(bytes32 name, uint256 value, uint256 least, uint256 most) private pure {
        if (value < least || value > most) revert SettingsOutOfBounds(name, value, least, most);
    }
}
