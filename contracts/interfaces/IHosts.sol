// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Register of operators
/// @notice Where nodes can be found without anybody's list. A purchase names the payout address, so that the host share
/// reaches it without a lookup; the register says whose it is.
interface IHosts {
    /// @notice What is kept of an operator; peer ID and endpoints are in the event.
    struct Host {
        address payout;
        /// keccak256(abi.encode(peerId, endpoints)).
        bytes32 announced;
    }

    /// @notice `operator` runs a node with this libp2p peer ID (multihash) and these endpoints (multiaddrs and URLs).
    event HostAnnounced(address indexed operator, address indexed payout, bytes peerId, string[] endpoints);
    event HostRetired(address indexed operator);

    /// @notice Thrown when the peer ID is not 34 to 64 bytes.
    error HostPeerIdInvalid(uint256 length);
    /// @notice Thrown when there are more than 8 endpoints, or one is empty or longer than 255 bytes.
    error HostEndpointsInvalid(uint256 count);
    error HostPayoutMissing();
    /// @notice Thrown when another operator is paid at this address. Its owner gets it by announcing with it.
    error HostPayoutTaken(address payout, address operator);
    error HostUnknown(address operator);

    /// @notice Announces the caller's node, or changes what was announced. A payout address serves one operator; a
    /// caller who is paid at its own address retires an operator who named it before.
    /// Emits: HostAnnounced; HostRetired for the other operator.
    /// Reverts if: HostPeerIdInvalid, HostEndpointsInvalid, HostPayoutMissing, HostPayoutTaken.
    function announce(bytes calldata peerId, string[] calldata endpoints, address payout) external;

    /// @notice Takes the caller's node off the register.
    /// Emits: HostRetired.
    /// Reverts if: HostUnknown.
    function retire() external;

    /// @return What is kept of `operator`; all zero when unknown.
    function hostOf(address operator) external view returns (Host memory);

    /// @return Whose payout address it is, or zero.
    function operatorOf(address payout) external view returns (address);
}
