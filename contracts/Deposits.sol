// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { ReentrancyGuardTransient } from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import { IDeposits } from "./interfaces/IDeposits.sol";
import { ISettings } from "./interfaces/ISettings.sol";
import { ITokenErrors } from "./interfaces/ITokenErrors.sol";
import { IVault } from "./interfaces/IVault.sol";
import { PermitLib } from "./libraries/PermitLib.sol";
import { TransferLib } from "./libraries/TransferLib.sol";
import { Credit, Permit } from "./types/Types.sol";

/// @title Deposits
/// @dev The tokens lie in the vault; this contract counts them.
contract Deposits is IDeposits, ITokenErrors, ReentrancyGuardTransient {
    /// @notice From the announcement to the withdrawal of a stake, in seconds. Longer than the longest order: five
    /// windows (ship, inspect, answer, escalate, rule) of 30 days.
    uint64 public constant EXIT_DELAY = 5 * 30 days + 1 days;

    ISettings private immutable _settings;
    IVault private immutable _vault;
    address private immutable _market;

    mapping(address shop => mapping(address token => Stake)) private _stakes;

    /// @param settings_ Knows the accepted tokens.
    /// @param vault_ Holds the tokens.
    /// @param market_ The market, deployed later at this address.
    constructor(ISettings settings_, IVault vault_, address market_) {
        _settings = settings_;
        _vault = vault_;
        _market = market_;
    }

    modifier onlyMarket() {
        if (msg.sender != _market) revert DepositsUnauthorized(msg.sender);
        _;
    }

    /// @inheritdoc IDeposits
    function stake(address token, uint128 units, Permit calldata permit) external nonReentrant {
        if (units == 0) revert DepositsZeroAmount();
        if (!_settings.tokenTerms(token).accepted) revert DepositsTokenRefused(token);
        _stakes[msg.sender][token].stakedUnits += units;
        emit Staked(msg.sender, token, units);
        PermitLib.tryUse(permit);
        TransferLib.take(token, address(_vault), units);
    }

    /// @inheritdoc IDeposits
    function unbond(address token, uint128 units) external {
        Stake storage held = _stakes[msg.sender][token];
        if (units > held.stakedUnits) revert DepositsInsufficient(msg.sender, token, held.stakedUnits, units);
        uint64 releaseAt = units == 0 ? 0 : uint64(block.timestamp) + EXIT_DELAY;
        held.unbondingUnits = units;
        held.releaseAt = releaseAt;
        emit UnbondingStarted(msg.sender, token, units, releaseAt);
    }

    /// @inheritdoc IDeposits
    function withdraw(address token) external nonReentrant {
        Stake storage held = _stakes[msg.sender][token];
        if (block.timestamp < held.releaseAt) revert DepositsStillBonded(held.releaseAt);
        uint128 unlocked = held.stakedUnits - held.lockedUnits;
        uint128 units = held.unbondingUnits < unlocked ? held.unbondingUnits : unlocked;
        if (units == 0) revert DepositsNothingToWithdraw();
        held.stakedUnits -= units;
        held.unbondingUnits -= units;
        emit StakeWithdrawn(msg.sender, token, units);
        Credit[] memory credits = new Credit[](1);
        credits[0] = Credit({ to: msg.sender, units: units });
        _vault.credit(token, bytes32(0), credits, 0);
    }

    /// @inheritdoc IDeposits
    /// @dev INVARIANT I4: only free stake is locked, so lockedUnits <= stakedUnits.
    function lock(address shop, address token, uint256 units) external onlyMarket {
        Stake storage held = _stakes[shop][token];
        uint256 busy = uint256(held.lockedUnits) + held.unbondingUnits;
        uint256 free = busy < held.stakedUnits ? held.stakedUnits - busy : 0;
        if (units > free) revert DepositsInsufficient(shop, token, free, units);
        held.lockedUnits += uint128(units);
        emit StakeLocked(shop, token, units);
    }

    /// @inheritdoc IDeposits
    /// @dev INVARIANT I4: slashes at most what was locked, so lockedUnits <= stakedUnits. The slash reaches stake that
    /// is leaving.
    function release(address shop, address token, uint256 units, uint256 slashedUnits) external onlyMarket {
        Stake storage held = _stakes[shop][token];
        held.lockedUnits -= uint128(units);
        emit StakeUnlocked(shop, token, units);
        if (slashedUnits == 0) return;
        uint128 left = held.stakedUnits - uint128(slashedUnits);
        held.stakedUnits = left;
        if (held.unbondingUnits > left) held.unbondingUnits = left;
        emit StakeSlashed(shop, token, slashedUnits);
    }

    /// @inheritdoc IDeposits
    function stakeOf(address shop, address token) external view returns (Stake memory) {
        return _stakes[shop][token];
    }

    /// @return settings Knows the accepted tokens.
    /// @return vault Holds the tokens.
    /// @return market May lock and release.
    function wiring() external view returns (address settings, address vault, address market) {
        return (address(_settings), address(_vault), _market);
    }
}
