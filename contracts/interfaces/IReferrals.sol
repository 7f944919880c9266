// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Register of promoters
/// @notice A parent must be registered before its child and never changes, so cycles cannot exist and a payment reads
/// at most two levels (I6, I7).
interface IReferrals {
    event PromoterRegistered(address indexed promoter, address indexed parent);

    /// @notice Thrown when the caller is registered.
    error PromoterAlreadyRegistered(address promoter);
    /// @notice Thrown when the parent is not registered, or is the caller.
    error PromoterParentInvalid(address parent);

    /// @notice Registers the caller as a promoter, for ever under `parent` (zero for none).
    /// Emits: PromoterRegistered.
    /// Reverts if: registered (PromoterAlreadyRegistered); the parent is not (PromoterParentInvalid).
    function register(address parent) external;

    /// @return registered True when `promoter` is registered.
    /// @return parent Who brought the promoter, or zero.
    function promoterOf(address promoter) external view returns (bool registered, address parent);
}
