// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { EIP712 } from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import { IDiscounts } from "../interfaces/IDiscounts.sol";
import { IMarket } from "../interfaces/IMarket.sol";
import { ISettings } from "../interfaces/ISettings.sol";
import { BpsLib } from "../libraries/BpsLib.sol";
import { CatalogueLib } from "../libraries/CatalogueLib.sol";
import { DeliveryLib } from "../libraries/DeliveryLib.sol";
import { OfferLib } from "../libraries/OfferLib.sol";
import { OrderLib } from "../libraries/OrderLib.sol";
import { PermitLib } from "../libraries/PermitLib.sol";
import { RecordLib } from "../libraries/RecordLib.sol";
import { TransferLib } from "../libraries/TransferLib.sol";
import {
    Catalogue,
    DiscountRequest,
    Extras,
    GroupTerms,
    Kind,
    Line,
    Offer,
    Order,
    OrderState,
    Parameters,
    Permit,
    Progress,
    Purchase
} from "../types/Types.sol";
import { OrderBook } from "./OrderBook.sol";

/// @title Buying: from a signed offer to a paid order
abstract contract Buying is OrderBook, EIP712 {
    using BpsLib for uint256;
    using CatalogueLib for Catalogue;

    /// @dev INVARIANT I7: bounds the work of one purchase.
    uint256 private constant MAX_LINES = 50;

    /// @dev What the lines of one purchase share.
    struct Cart {
        uint64 version;
        uint128 maxOrderUnits;
        address shop;
        address token;
        uint256 totalUnits;
        uint256 coverageUnits;
        Parameters parameters;
        DeliveryLib.Zones zones;
    }

    constructor() EIP712("Vouch", "1") {}

    /// @inheritdoc IMarket
    function buy(
        Purchase[] calldata purchases,
        Permit[] calldata permits
    ) external nonReentrant returns (bytes32[] memory orderIds) {
        orderIds = new bytes32[](_countLines(purchases));
        for (uint256 i = 0; i < permits.length; ++i) PermitLib.tryUse(permits[i]);
        Parameters memory parameters = _settings.parameters();
        uint256 index = 0;
        for (uint256 i = 0; i < purchases.length; ++i) {
            index = _buyFrom(purchases[i], parameters, orderIds, index);
        }
    }

    /// @inheritdoc IMarket
    function soldOf(address shop, bytes32 sku) external view returns (uint64) {
        return _sold[shop][sku];
    }

    /// @inheritdoc IMarket
    function catalogueDigest(
        address shop,
        uint64 version,
        bytes32 root,
        bytes32 offers,
        uint64 validUntil
    ) external view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(CatalogueLib.TYPEHASH, shop, version, root, offers, validUntil)));
    }

    function _countLines(Purchase[] calldata purchases) private pure returns (uint256 lines) {
        for (uint256 i = 0; i < purchases.length; ++i) {
            if (purchases[i].lines.length == 0) revert MarketNoLines();
            lines += purchases[i].lines.length;
        }
        if (lines == 0) revert MarketNoLines();
        if (lines > MAX_LINES) revert MarketTooManyLines(lines, MAX_LINES);
    }

    /// @dev Buys from one shop in one token: one signature, one lock, one transfer.
    function _buyFrom(
        Purchase calldata purchase,
        Parameters memory parameters,
        bytes32[] memory orderIds,
        uint256 index
    ) private returns (uint256) {
        Catalogue calldata catalogue = purchase.catalogue;
        if (msg.sender == catalogue.shop) revert BuyerIsShop(catalogue.shop);
        catalogue.checkCurrent(purchase.signer, _shops);
        CatalogueLib.checkSignature(_hashTypedDataV4(catalogue.structHash()), purchase.signer, purchase.signature);
        Line[] calldata lines = purchase.lines;
        Cart memory cart = _newCart(catalogue, lines[0].offer.token, parameters, lines.length);
        for (uint256 i = 0; i < lines.length; ++i) {
            Line calldata line = lines[i];
            OfferLib.check(line, catalogue, cart.token, parameters.minCoverageBps);
            orderIds[index] = _buyLine(line, cart, uint32(index));
            ++index;
        }
        _deposits.lock(cart.shop, cart.token, cart.coverageUnits);
        TransferLib.take(cart.token, address(_vault), cart.totalUnits);
        return index;
    }

    function _newCart(
        Catalogue calldata catalogue,
        address token,
        Parameters memory parameters,
        uint256 lines
    ) private view returns (Cart memory cart) {
        ISettings.TokenTerms memory terms = _settings.tokenTerms(token);
        if (!terms.accepted) revert OfferTokenRefused(token);
        cart.version = catalogue.version;
        cart.maxOrderUnits = terms.maxOrderUnits;
        cart.shop = catalogue.shop;
        cart.token = token;
        cart.parameters = parameters;
        cart.zones.seen = new bytes32[](lines);
    }

    /// @dev Makes the order of a line whose offer was checked.
    function _buyLine(Line calldata line, Cart memory cart, uint32 index) private returns (bytes32 orderId) {
        uint64 sold = _sell(line, cart.shop);
        Order memory order = _newOrder(line, cart);
        order.index = index;
        Progress memory progress;
        progress.state = OrderState.Paid;
        progress.deadline = _deadlineIn(order.shipWithinSeconds);
        uint256 itemUnits = uint256(line.offer.priceUnits) * line.quantity;
        uint256 discountUnits = 0;
        IDiscounts.Taken memory taken;
        if (line.extras.length != 0) (itemUnits, discountUnits, taken) = _addExtras(line, order, progress, itemUnits);
        _price(line, cart, order, itemUnits - discountUnits);
        bytes memory paid = abi.encode(order, sold);
        orderId = OrderLib.idIn(paid);
        if (_progress[orderId].state != OrderState.None) revert OrderAlreadyExists(orderId);
        _save(orderId, progress);
        _emitPaid(orderId, cart.shop, paid);
        if (discountUnits != 0) {
            emit OrderDiscounted(orderId, uint128(discountUnits));
            _discounts.record(orderId, taken);
        }
    }

    /// @dev Emits OrderPaid with what was encoded for the order's ID: encoding the order twice costs 1,300 gas a line.
    function _emitPaid(bytes32 orderId, address shop, bytes memory paid) private {
        bytes32 topic = OrderPaid.selector;
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            log4(add(paid, 32), mload(paid), topic, orderId, shop, caller())
        }
    }

    /// @dev Counts a sale against the cumulative cap of its SKU, which every version of the catalogue shares.
    function _sell(Line calldata line, address shop) private returns (uint64 sold) {
        Offer calldata offer = line.offer;
        if (line.quantity == 0) revert QuantityZero(offer.sku);
        uint64 before = _sold[shop][offer.sku];
        uint256 left = offer.maxSold > before ? offer.maxSold - before : 0;
        if (line.quantity > left) revert OfferSoldOut(offer.sku, line.quantity, left);
        sold = before + line.quantity;
        _sold[shop][offer.sku] = sold;
    }

    function _newOrder(Line calldata line, Cart memory cart) private view returns (Order memory order) {
        Offer calldata offer = line.offer;
        order.buyer = msg.sender;
        order.shop = cart.shop;
        order.token = cart.token;
        order.arbitrator = offer.arbitrator;
        (order.promoter, order.parent) = _promoters(line.promoter, order);
        order.host = _outsider(line.host, order);
        order.pickup = _outsider(offer.pickup, order);
        order.listing = offer.listing;
        order.sku = offer.sku;
        order.details = line.details;
        order.version = cart.version;
        order.paidAt = uint64(block.timestamp);
        order.quantity = line.quantity;
        order.kind = offer.kind;
        order.shipWithinSeconds = offer.shipWithinSeconds;
        order.inspectWithinSeconds = _inspection(offer.inspectWithinSeconds, order);
        order.commissionBps = offer.commissionBps;
        order.parentBps = offer.parentBps;
        order.hostBps = offer.hostBps;
        order.pickupBps = offer.pickupBps;
        order.parameters = cart.parameters;
    }

    /// @dev What even a new shop may offer needs no look at its record.
    function _inspection(uint32 offered, Order memory order) private view returns (uint32) {
        if (offered >= RecordLib.NEW_SHOP_INSPECTION) return offered;
        uint32 least = _deposits.leastInspection(order.shop, order.token);
        return offered < least ? least : offered;
    }

    /// @dev Adds group, hand-over secret and discounts to an order that is being made.
    /// @return units Item price of the line, in token units.
    /// @return discountUnits What coupon and points take off it.
    /// @return taken What the order uses up of both.
    function _addExtras(
        Line calldata line,
        Order memory order,
        Progress memory progress,
        uint256 itemUnits
    ) private returns (uint256 units, uint256 discountUnits, IDiscounts.Taken memory taken) {
        if (line.extras.length > 1) revert ExtrasTooMany(line.offer.sku);
        Extras calldata extras = line.extras[0];
        units = itemUnits;
        if (extras.group.priceUnits != 0) {
            units = uint256(extras.group.priceUnits) * line.quantity;
            _joinGroup(line.offer, extras, order, progress);
        }
        if (extras.handover != bytes32(0)) {
            if (line.offer.kind != Kind.Pickup) revert HandoverNotOffered(line.offer.sku);
            order.handover = extras.handover;
        }
        if (extras.coupons.length != 0 || extras.points != 0) {
            if (units > type(uint128).max) revert OrderTooLarge(units, type(uint128).max);
            (discountUnits, taken) = _discounts.take(
                DiscountRequest(order.buyer, order.shop, order.token, order.sku, uint128(units)),
                extras.coupons,
                extras.pointsIssuer,
                extras.points
            );
        }
    }

    /// @dev INVARIANT I6: the leader's share counts like any other.
    function _joinGroup(
        Offer calldata offer,
        Extras calldata extras,
        Order memory order,
        Progress memory progress
    ) private {
        GroupTerms calldata terms = extras.group;
        uint256 shares = uint256(terms.commissionBps) + offer.hostBps + offer.pickupBps + terms.leaderBps;
        if (shares > OfferLib.MAX_SHARES_BPS) {
            revert OfferSharesTooHigh(offer.sku, shares, OfferLib.MAX_SHARES_BPS);
        }
        (order.group, progress.deadline) = _groups.enter(offer, terms, msg.sender, extras.leader, extras.groupDeadline);
        progress.state = OrderState.Pooling;
        order.leader = _outsider(extras.leader, order);
        order.leaderBps = terms.leaderBps;
        order.commissionBps = terms.commissionBps;
    }

    /// @dev Adds delivery and coverage to an order and counts it in the cart.
    function _price(Line calldata line, Cart memory cart, Order memory order, uint256 itemUnits) private pure {
        (bytes32 zone, uint256 delivery) = DeliveryLib.price(line, cart.zones);
        uint256 total = itemUnits + delivery;
        if (total > cart.maxOrderUnits) revert OrderTooLarge(total, cart.maxOrderUnits);
        if (total > line.maxTotalUnits) revert OrderAboveLimit(total, line.maxTotalUnits);
        order.zone = zone;
        order.totalUnits = uint128(total);
        order.coverageUnits = uint128(total.partUp(line.offer.coverageBps));
        cart.totalUnits += total;
        cart.coverageUnits += order.coverageUnits;
    }

    /// @dev INVARIANT I6: at most two promoters, never a party.
    function _promoters(address promoter, Order memory order) private view returns (address, address) {
        if (promoter == address(0)) return (address(0), address(0));
        if (_outsider(promoter, order) == address(0)) revert PromoterIsParty(promoter);
        (bool registered, address parent) = _referrals.promoterOf(promoter);
        if (!registered) revert PromoterUnknown(promoter);
        return (promoter, _outsider(parent, order));
    }

    /// @dev Buyer and shop are never paid for their own sale, and the arbitrator for none it may judge.
    function _outsider(address payee, Order memory order) private pure returns (address) {
        if (payee == address(0)) return address(0);
        return payee == order.buyer || payee == order.shop || payee == order.arbitrator ? address(0) : payee;
    }
}
