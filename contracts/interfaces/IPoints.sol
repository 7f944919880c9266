// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { Order } from "../types/Types.sol";

/// @title Loyalty points
/// @notice A shop gives points on completed orders; one point is worth one token unit at the shop that gave it. Allied
/// shops take them at a rate that both signed. Points cannot be sent to others, and lower the price before the order is
/// made, never the escrow.
interface IPoints {
    /// @notice What a shop gives and takes, in one token.
    struct Program {
        /// Points per token unit that an order paid, in basis points.
        uint16 earnBps;
        /// Most that the shop's own points can take off the item price, in basis points.
        uint16 maxDiscountBps;
    }

    /// @notice A shop takes the points of another.
    struct Alliance {
        address issuer;
        address acceptor;
        address token;
        /// Token units per point, in basis points.
        uint16 rateBps;
        /// Most that the points can take off the item price, in basis points.
        uint16 maxDiscountBps;
        /// Points the acceptor takes in total, so that an issuer who prints points cannot drain it.
        uint128 capPoints;
        /// Unix time in seconds.
        uint64 validUntil;
    }

    event ProgramChanged(address indexed shop, address indexed token, uint16 earnBps, uint16 maxDiscountBps);
    event AllianceMade(address indexed issuer, address indexed acceptor, address indexed token, Alliance alliance);
    event AllianceEnded(address indexed issuer, address indexed acceptor, address indexed token, address by);
    event PointsEarned(
        address indexed issuer,
        address indexed holder,
        address indexed token,
        bytes32 orderId,
        uint128 points
    );
    event PointsSpent(
        address indexed issuer,
        address indexed holder,
        address indexed token,
        address shop,
        uint128 points,
        uint128 discountUnits
    );

    error PointsRateInvalid(uint16 bps, uint16 most);
    error PointsShopNotOpen(address shop);
    error PointsOrderNotCompleted(bytes32 orderId);
    error PointsAlreadyClaimed(bytes32 orderId);
    /// @notice Thrown when the order would earn nothing.
    error PointsNone(bytes32 orderId);
    error PointsInsufficient(uint128 held, uint128 needed);
    /// @notice Thrown when points would take more off than the program or alliance allows.
    error PointsAboveMost(uint128 discountUnits, uint128 mostUnits);
    /// @notice Thrown when the issuer itself did not sign; its publishers cannot.
    error AllianceSignatureInvalid(address issuer);
    /// @notice Thrown when this signature made an alliance before. A new one differs at least in its last second.
    error AllianceAlreadyMade(bytes32 digest);
    /// @notice Thrown when the acceptor is not the caller, or is the issuer.
    error AllianceInvalid(address issuer, address acceptor);
    /// @notice Thrown from the second `validUntil` on.
    error AllianceExpired(uint64 validUntil);
    error AllianceUsedUp(uint128 leftPoints, uint128 neededPoints);
    error AllianceUnknown(address issuer, address acceptor);

    /// @notice Sets what the caller's shop gives and takes from now on.
    /// Emits: ProgramChanged.
    /// Reverts if: PointsShopNotOpen; a rate above 5,000 (PointsRateInvalid).
    function setProgram(address token, uint16 earnBps, uint16 maxDiscountBps) external;

    /// @notice Takes the points of another shop. The caller is the acceptor and signs by calling; the issuer signed the
    /// EIP-712 digest, which counts once. Replaces an alliance of the two in this token; what was used of all before
    /// counts against the new cap.
    /// Emits: AllianceMade.
    /// Reverts if: AllianceInvalid, AllianceExpired, AllianceAlreadyMade, AllianceSignatureInvalid; a rate of zero, or
    /// above 10,000, or a discount above 5,000 (PointsRateInvalid).
    function makeAlliance(Alliance calldata alliance, bytes calldata signature) external;

    /// @notice Ends an alliance. Either shop.
    /// Emits: AllianceEnded.
    /// Reverts if: AllianceUnknown (also for another caller).
    function endAlliance(address issuer, address acceptor, address token) external;

    /// @notice Gives the buyer of a completed order its points. Anyone, once an order.
    /// Emits: PointsEarned.
    /// Reverts if: PointsOrderNotCompleted, PointsAlreadyClaimed, PointsNone.
    function claimPoints(Order calldata order) external;

    /// @return Points of `issuer` that `holder` has for `token`.
    function pointsOf(address issuer, address token, address holder) external view returns (uint128);

    /// @return True when the points of this order were given.
    function pointsClaimed(bytes32 orderId) external view returns (bool);

    /// @return What `shop` gives and takes.
    function programOf(address shop, address token) external view returns (Program memory);

    /// @return alliance All zero when there is none.
    /// @return usedPoints Points taken so far.
    function allianceOf(
        address issuer,
        address acceptor,
        address token
    ) external view returns (Alliance memory alliance, uint128 usedPoints);

    /// @return The EIP-712 digest that the issuer signs.
    function allianceDigest(Alliance calldata alliance) external view returns (bytes32);
}
