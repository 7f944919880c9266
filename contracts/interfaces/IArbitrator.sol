// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { Order } from "../types/Types.sol";

/// @title Who rules a dispute that the parties did not settle, in the shape of ERC-792 and ERC-1497
/// @notice An offer names its arbitrator. A contract that answers to this interface by ERC-165 takes the case itself,
/// for a fee, and is the only one who may escalate it; any other arbitrator (a person, a wallet of several) is called
/// by the parties. The fee is in the order's token, because orders know no other money; evidence is a digest.
/// @dev Rulings as in ERC-792: 0 refused to arbitrate, 1 what the shop proposed stands, 2 what the buyer proposed
/// stands.
interface IArbitrator {
    /// @notice A dispute was created for `arbitrable`; its ID is the order's.
    event DisputeCreation(uint256 indexed disputeId, address indexed arbitrable);
    /// @notice `party` submitted the SHA-256 digest of a piece of evidence.
    event Evidence(
        address indexed arbitrator,
        uint256 indexed evidenceGroupId,
        address indexed party,
        bytes32 evidence
    );
    event Ruling(address indexed arbitrable, uint256 indexed disputeId, uint256 ruling);

    /// @notice Takes a dispute that the shop answered to the arbitrator. Buyer or shop, who pays `arbitrationCost` with
    /// an allowance to the arbitrator.
    /// Emits: DisputeCreation.
    function createDispute(Order calldata order) external returns (uint256 disputeId);

    /// @notice Asks for a larger panel, for `appealCost`.
    function appeal(Order calldata order) external;

    /// @notice Submits evidence. Buyer or shop.
    /// Emits: Evidence.
    function submitEvidence(Order calldata order, bytes32 evidence) external;

    /// @return Fee of a dispute, in units of the order's token.
    function arbitrationCost(Order calldata order) external view returns (uint256);

    /// @return Fee of an appeal, in units of the order's token.
    function appealCost(Order calldata order) external view returns (uint256);

    /// @return The ruling so far; zero when there is none.
    function currentRuling(uint256 disputeId) external view returns (uint256);
}
