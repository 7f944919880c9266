// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { IERC20 } from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import { SafeERC20 } from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import { ReentrancyGuardTransient } from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import { ISettings } from "./interfaces/ISettings.sol";
import { IVault } from "./interfaces/IVault.sol";
import { Credit } from "./types/Types.sol";

/// @title Vault
/// @dev Counts what it owes and never reads its own balance, so a donation changes nothing.
contract Vault is IVault, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    ISettings private immutable _settings;
    address private immutable _market;
    address private immutable _deposits;
    address private immutable _court;

    mapping(address token => mapping(address owner => uint256)) private _credits;
    mapping(address token => uint256) private _fees;

    /// @param settings_ Names the treasury.
    /// @param market_ The market, deployed later at this address.
    /// @param deposits_ The deposits, deployed later at this address.
    /// @param court_ The court, deployed later at this address.
    constructor(ISettings settings_, address market_, address deposits_, address court_) {
        _settings = settings_;
        _market = market_;
        _deposits = deposits_;
        _court = court_;
    }

    /// @inheritdoc IVault
    function credit(address token, bytes32 source, Credit[] calldata credits, uint256 feeUnits) external {
        if (msg.sender != _market && msg.sender != _deposits && msg.sender != _court) {
            revert VaultUnauthorized(msg.sender);
        }
        mapping(address owner => uint256) storage held = _credits[token];
        for (uint256 i = 0; i < credits.length; ++i) {
            (address to, uint256 units) = (credits[i].to, credits[i].units);
            if (units == 0) continue;
            held[to] += units;
            emit Credited(token, to, source, units);
        }
        if (feeUnits == 0) return;
        _fees[token] += feeUnits;
        emit FeeTaken(token, source, feeUnits);
    }

    /// @inheritdoc IVault
    /// @dev INVARIANT I11: a token that refuses stops this withdrawal alone; the owner may name another receiver.
    function withdraw(address token, address to, uint256 units) external nonReentrant {
        if (units == 0) revert VaultZeroAmount();
        if (to == address(0) || to == address(this)) revert VaultReceiverInvalid(to);
        uint256 held = _credits[token][msg.sender];
        if (units > held) revert VaultInsufficientCredit(held, units);
        _credits[token][msg.sender] = held - units;
        emit Withdrawn(token, msg.sender, to, units);
        IERC20(token).safeTransfer(to, units);
    }

    /// @inheritdoc IVault
    function withdrawFees(address token) external nonReentrant {
        uint256 units = _fees[token];
        if (units == 0) revert VaultZeroAmount();
        address treasury = _settings.treasury();
        _fees[token] = 0;
        emit FeesWithdrawn(token, treasury, units);
        IERC20(token).safeTransfer(treasury, units);
    }

    /// @inheritdoc IVault
    function creditOf(address token, address owner) external view returns (uint256) {
        return _credits[token][owner];
    }

    /// @inheritdoc IVault
    function feesOf(address token) external view returns (uint256) {
        return _fees[token];
    }

    /// @return settings Names the treasury.
    /// @return market May credit orders.
    /// @return deposits May credit stakes that left.
    /// @return court May credit jurors, and what parties advanced.
    function wiring() external view returns (address settings, address market, address deposits, address court) {
        return (address(_settings), _market, _deposits, _court);
    }
}
