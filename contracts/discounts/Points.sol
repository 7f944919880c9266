// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { IPoints } from "../interfaces/IPoints.sol";
import { BpsLib } from "../libraries/BpsLib.sol";
import { OrderLib } from "../libraries/OrderLib.sol";
import { SignatureLib } from "../libraries/SignatureLib.sol";
import { DiscountRequest, Order, OrderState } from "../types/Types.sol";
import { Wiring } from "./Wiring.sol";

/// @title Loyalty points
abstract contract Points is IPoints, Wiring {
    using BpsLib for uint256;
    using OrderLib for Order;

    /// @dev What is kept of an alliance whose parties and token are its key: one slot.
    struct Terms {
        uint16 rateBps;
        uint16 maxDiscountBps;
        uint64 validUntil;
        uint128 capPoints;
    }

    bytes32 private constant ALLIANCE_TYPEHASH = keccak256(
        "Alliance(address issuer,address acceptor,address token,uint16 rateBps,uint16 maxDiscountBps,"
        "uint128 capPoints,uint64 validUntil)"
    );
    uint16 private constant MAX_EARN_BPS = 5_000;
    /// @dev Something always stays to be paid: points take off half at most.
    uint16 private constant MAX_DISCOUNT_BPS = 5_000;
    uint16 private constant MAX_RATE_BPS = 10_000;

    mapping(address shop => mapping(address token => Program)) private _programs;
    mapping(address issuer => mapping(address token => mapping(address holder => uint128))) private _points;
    mapping(bytes32 orderId => bool) private _claimed;
    mapping(address issuer => mapping(address acceptor => mapping(address token => Terms))) private _alliances;
    /// @dev Outlives the alliance: a cap is for all that was ever taken.
    mapping(address issuer => mapping(address acceptor => mapping(address token => uint128))) private _usedPoints;
    /// @dev A signature counts once, or the acceptor could bring back an alliance that the issuer ended.
    mapping(bytes32 digest => bool) private _made;

    /// @inheritdoc IPoints
    function setProgram(address token, uint16 earnBps, uint16 maxDiscountBps) external {
        if (!_shops.isOpen(msg.sender)) revert PointsShopNotOpen(msg.sender);
        if (earnBps > MAX_EARN_BPS) revert PointsRateInvalid(earnBps, MAX_EARN_BPS);
        if (maxDiscountBps > MAX_DISCOUNT_BPS) revert PointsRateInvalid(maxDiscountBps, MAX_DISCOUNT_BPS);
        _programs[msg.sender][token] = Program(earnBps, maxDiscountBps);
        emit ProgramChanged(msg.sender, token, earnBps, maxDiscountBps);
    }

    /// @inheritdoc IPoints
    function makeAlliance(Alliance calldata alliance, bytes calldata signature) external {
        address issuer = alliance.issuer;
        if (alliance.acceptor != msg.sender || issuer == msg.sender) {
            revert AllianceInvalid(issuer, alliance.acceptor);
        }
        if (alliance.rateBps == 0 || alliance.rateBps > MAX_RATE_BPS) {
            revert PointsRateInvalid(alliance.rateBps, MAX_RATE_BPS);
        }
        if (alliance.maxDiscountBps > MAX_DISCOUNT_BPS) {
            revert PointsRateInvalid(alliance.maxDiscountBps, MAX_DISCOUNT_BPS);
        }
        if (alliance.validUntil <= block.timestamp) revert AllianceExpired(alliance.validUntil);
        bytes32 digest = _allianceDigest(alliance);
        if (_made[digest]) revert AllianceAlreadyMade(digest);
        if (!SignatureLib.isValid(digest, issuer, signature)) revert AllianceSignatureInvalid(issuer);
        _made[digest] = true;
        _alliances[issuer][msg.sender][alliance.token] = Terms({
            rateBps: alliance.rateBps,
            maxDiscountBps: alliance.maxDiscountBps,
            validUntil: alliance.validUntil,
            capPoints: alliance.capPoints
        });
        emit AllianceMade(issuer, msg.sender, alliance.token, alliance);
    }

    /// @inheritdoc IPoints
    function endAlliance(address issuer, address acceptor, address token) external {
        bool party = msg.sender == issuer || msg.sender == acceptor;
        if (!party || _alliances[issuer][acceptor][token].rateBps == 0) revert AllianceUnknown(issuer, acceptor);
        delete _alliances[issuer][acceptor][token];
        emit AllianceEnded(issuer, acceptor, token, msg.sender);
    }

    /// @inheritdoc IPoints
    function claimPoints(Order calldata order) external {
        bytes32 orderId = order.id();
        if (_claimed[orderId]) revert PointsAlreadyClaimed(orderId);
        if (_market.progressOf(orderId).state != OrderState.Completed) revert PointsOrderNotCompleted(orderId);
        uint128 points = uint128(uint256(order.totalUnits).part(_programs[order.shop][order.token].earnBps));
        if (points == 0) revert PointsNone(orderId);
        _claimed[orderId] = true;
        _points[order.shop][order.token][order.buyer] += points;
        emit PointsEarned(order.shop, order.buyer, order.token, orderId, points);
    }

    /// @inheritdoc IPoints
    function pointsOf(address issuer, address token, address holder) external view returns (uint128) {
        return _points[issuer][token][holder];
    }

    /// @inheritdoc IPoints
    function pointsClaimed(bytes32 orderId) external view returns (bool) {
        return _claimed[orderId];
    }

    /// @inheritdoc IPoints
    function programOf(address shop, address token) external view returns (Program memory) {
        return _programs[shop][token];
    }

    /// @inheritdoc IPoints
    function allianceOf(
        address issuer,
        address acceptor,
        address token
    ) external view returns (Alliance memory alliance, uint128 usedPoints) {
        usedPoints = _usedPoints[issuer][acceptor][token];
        Terms memory terms = _alliances[issuer][acceptor][token];
        if (terms.rateBps == 0) return (alliance, usedPoints);
        alliance = Alliance({
            issuer: issuer,
            acceptor: acceptor,
            token: token,
            rateBps: terms.rateBps,
            maxDiscountBps: terms.maxDiscountBps,
            capPoints: terms.capPoints,
            validUntil: terms.validUntil
        });
    }

    /// @inheritdoc IPoints
    function allianceDigest(Alliance calldata alliance) external view returns (bytes32) {
        return _allianceDigest(alliance);
    }

    /// @param itemUnits What the line costs without delivery, after its coupon.
    /// @return discountUnits What the points take off: at most half of `itemUnits`.
    function _spendPoints(
        DiscountRequest calldata request,
        uint256 itemUnits,
        address issuer,
        uint128 points
    ) internal returns (uint128 discountUnits) {
        uint128 held = _points[issuer][request.token][request.buyer];
        if (points > held) revert PointsInsufficient(held, points);
        _points[issuer][request.token][request.buyer] = held - points;
        uint256 maxDiscountBps;
        if (issuer == request.shop) {
            maxDiscountBps = _programs[issuer][request.token].maxDiscountBps;
            discountUnits = points;
        } else {
            (discountUnits, maxDiscountBps) = _acceptPoints(request, issuer, points);
        }
        uint128 most = uint128(itemUnits.part(maxDiscountBps));
        if (discountUnits > most) revert PointsAboveMost(discountUnits, most);
        emit PointsSpent(issuer, request.buyer, request.token, request.shop, points, discountUnits);
    }

    /// @dev Gives points back to the buyer, and to the cap of the alliance what was counted against it.
    function _returnPoints(Order calldata order, address issuer, uint128 points) internal {
        _points[issuer][order.token][order.buyer] += points;
        if (issuer != order.shop) _usedPoints[issuer][order.shop][order.token] -= points;
    }

    /// @dev Counts an allied shop's points against the cap.
    function _acceptPoints(
        DiscountRequest calldata request,
        address issuer,
        uint128 points
    ) private returns (uint128 discountUnits, uint256 maxDiscountBps) {
        Terms memory terms = _alliances[issuer][request.shop][request.token];
        if (terms.rateBps == 0) revert AllianceUnknown(issuer, request.shop);
        if (terms.validUntil <= block.timestamp) revert AllianceExpired(terms.validUntil);
        uint128 used = _usedPoints[issuer][request.shop][request.token];
        uint128 left = terms.capPoints > used ? terms.capPoints - used : 0;
        if (points > left) revert AllianceUsedUp(left, points);
        _usedPoints[issuer][request.shop][request.token] = used + points;
        return (uint128(uint256(points).part(terms.rateBps)), terms.maxDiscountBps);
    }

    function _allianceDigest(Alliance calldata alliance) private view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(ALLIANCE_TYPEHASH, alliance)));
    }
}
