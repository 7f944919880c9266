// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { ReentrancyGuardTransient } from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import { IDeposits } from "./interfaces/IDeposits.sol";
import { ISettings } from "./interfaces/ISettings.sol";
import { ITokenErrors } from "./interfaces/ITokenErrors.sol";
import { IVault } from "./interfaces/IVault.sol";
import { PermitLib } from "./libraries/PermitLib.sol";
import { RecordLib } from "./libraries/RecordLib.sol";
import { TransferLib } from "./libraries/TransferLib.sol";
import { Credit, Permit } from "./types/Types.sol";

/// @title Deposits
/// @dev The tokens lie in the vault; this contract counts them.
contract Deposits is IDeposits, ITokenErrors, ReentrancyGuardTransient {
    using RecordLib for Stake;

    /// @notice From the announcement to the withdrawal of a stake, in seconds. Longer than the longest order: a group's
    /// window of seven days and five windows (ship, inspect, answer, escalate, rule) of 30 days.
    uint40 public constant EXIT_DELAY = 7 days + 5 * 30 days + 1 days;

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
    function stake(address token, uint96 units, Permit calldata permit) external nonReentrant {
        if (units == 0) revert DepositsZeroAmount();
        ISettings.TokenTerms memory terms = _settings.tokenTerms(token);
        if (!terms.accepted) revert DepositsTokenRefused(token);
        Stake storage held = _stakes[msg.sender][token];
        uint256 staked = uint256(held.stakedUnits) + units;
        if (staked > type(uint96).max) revert DepositsStakeTooLarge(staked, type(uint96).max);
        held.stakedUnits = uint96(staked);
        emit Staked(msg.sender, token, units);
        if (held.suspendedTier != 0) _tryReinstate(held, token, staked, terms.minStakeUnits);
        PermitLib.tryUse(permit);
        TransferLib.take(token, address(_vault), units);
    }

    /// @inheritdoc IDeposits
    function unbond(address token, uint96 units) external {
        Stake storage held = _stakes[msg.sender][token];
        if (units > held.stakedUnits) revert DepositsInsufficient(msg.sender, token, held.stakedUnits, units);
        uint40 releaseAt = units == 0 ? 0 : uint40(block.timestamp) + EXIT_DELAY;
        held.unbondingUnits = units;
        held.releaseAt = releaseAt;
        emit UnbondingStarted(msg.sender, token, units, releaseAt);
    }

    /// @inheritdoc IDeposits
    function withdraw(address token) external nonReentrant {
        Stake storage held = _stakes[msg.sender][token];
        if (block.timestamp < held.releaseAt) revert DepositsStillBonded(held.releaseAt);
        uint96 unlocked = held.stakedUnits - held.lockedUnits;
        uint96 units = held.unbondingUnits < unlocked ? held.unbondingUnits : unlocked;
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
        Stake memory held = _stakes[shop][token];
        if (held.suspendedTier != 0) revert DepositsShopSuspended(shop, token, _required(held.suspendedTier, token));
        uint256 busy = uint256(held.lockedUnits) + held.unbondingUnits;
        uint256 free = busy < held.stakedUnits ? held.stakedUnits - busy : 0;
        if (units > free) revert DepositsInsufficient(shop, token, free, units);
        uint256 locked = held.lockedUnits + units;
        uint256 lockable = held.lockable();
        if (locked > lockable) revert DepositsAboveExposure(shop, token, lockable, locked);
        _stakes[shop][token].lockedUnits = uint96(locked);
        emit StakeLocked(shop, token, units);
    }

    /// @inheritdoc IDeposits
    /// @dev INVARIANT I4: slashes at most what was locked, so lockedUnits <= stakedUnits. The slash reaches stake that
    /// is leaving.
    function release(
        address shop,
        address token,
        uint256 units,
        uint256 slashedUnits,
        uint256 soldUnits,
        uint256 failedUnits
    ) external onlyMarket {
        Stake memory held = _stakes[shop][token];
        held.lockedUnits -= uint96(units);
        if (slashedUnits != 0) {
            held.stakedUnits -= uint96(slashedUnits);
            if (held.unbondingUnits > held.stakedUnits) held.unbondingUnits = held.stakedUnits;
            emit StakeSlashed(shop, token, slashedUnits);
        }
        if (held.count(soldUnits, failedUnits) && held.suspendedTier == 0) _suspend(held, shop, token);
        _stakes[shop][token] = held;
        emit StakeUnlocked(shop, token, units, held.closedUnits, held.failedUnits);
    }

    /// @inheritdoc IDeposits
    function stakeOf(address shop, address token) external view returns (Stake memory) {
        return _stakes[shop][token];
    }

    /// @inheritdoc IDeposits
    function leastInspection(address shop, address token) external view returns (uint32) {
        Stake memory held = _stakes[shop][token];
        return held.isNew() ? RecordLib.NEW_SHOP_INSPECTION : 0;
    }

    /// @inheritdoc IDeposits
    function requiredStake(address shop, address token) external view returns (uint256) {
        uint8 suspendedTier = _stakes[shop][token].suspendedTier;
        return suspendedTier == 0 ? 0 : _required(suspendedTier, token);
    }

    /// @return settings Knows the accepted tokens.
    /// @return vault Holds the tokens.
    /// @return market May lock and release.
    function wiring() external view returns (address settings, address vault, address market) {
        return (address(_settings), address(_vault), _market);
    }

    /// @dev What is leaving does not count: it would back nothing.
    function _tryReinstate(Stake storage held, address token, uint256 staked, uint256 minStakeUnits) private {
        if (staked - held.unbondingUnits < RecordLib.tierUnits(held.suspendedTier - 1, minStakeUnits)) return;
        held.suspendedTier = 0;
        held.closedUnits = 0;
        held.failedUnits = 0;
        emit ShopReinstated(msg.sender, token);
    }

    function _suspend(Stake memory held, address shop, address token) private {
        uint256 minStakeUnits = _settings.tokenTerms(token).minStakeUnits;
        uint8 tier = RecordLib.nextTier(held.stakedUnits, minStakeUnits);
        held.suspendedTier = tier + 1;
        emit ShopSuspended(shop, token, tier, RecordLib.tierUnits(tier, minStakeUnits));
    }

    function _required(uint8 suspendedTier, address token) private view returns (uint256) {
        return RecordLib.tierUnits(suspendedTier - 1, _settings.tokenTerms(token).minStakeUnits);
    }
}
