// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { Order, OrderState, Outcome, Payout, Permit, Progress, Purchase } from "../types/Types.sol";

/// @title Orders: from a signed offer to the last payment
/// @notice Verifies signature, catalogue, offer and proof on every purchase, takes payment into escrow, and moves each
/// order through its states. After a deadline anyone may poke an order on.
/// @dev INVARIANT I3: an order leaves a state at most once per edge and always ends in a final state once its deadlines
/// pass and someone pokes it. INVARIANT I7: the gas of every entry is independent of how many orders exist.
interface IMarket {
    /// @notice An order was paid. The terms are the order's identity: every later action brings them along.
    event OrderPaid(
        bytes32 indexed orderId,
        address indexed shop,
        address indexed buyer,
        Order order,
        uint64 soldUnits
    );
    /// @notice A coupon or points made the order cheaper than its offer.
    event OrderDiscounted(bytes32 indexed orderId, uint128 discountUnits);
    /// @notice The seller shipped; `shipment` is the digest of tracking data or of the delivered content.
    event OrderShipped(bytes32 indexed orderId, bytes32 shipment, uint40 deadline);
    /// @notice The buyer disputes and asks for `buyerBps` of the total back.
    event OrderDisputed(bytes32 indexed orderId, uint16 buyerBps, bytes32 evidence, uint40 deadline);
    /// @notice The seller answered a dispute, or a party changed its proposal.
    event OrderProposed(
        bytes32 indexed orderId,
        address indexed by,
        uint16 refundBps,
        bytes32 evidence,
        uint40 deadline
    );
    /// @notice A party took the dispute to the arbitrator.
    event OrderEscalated(bytes32 indexed orderId, address indexed by, uint40 deadline);
    /// @notice The order reached a final state and its money was credited.
    event OrderClosed(
        bytes32 indexed orderId,
        address indexed shop,
        address indexed buyer,
        OrderState state,
        Outcome outcome,
        Payout payout
    );

    error ExtrasTooMany(bytes32 sku);
    /// @notice Thrown when a hand-over secret is given for an offer that is not picked up.
    error HandoverNotOffered(bytes32 sku);
    /// @notice Thrown when the secret is not the one that the order names, or it names none.
    error HandoverSecretWrong(bytes32 orderId);
    error MarketNoLines();
    error MarketTooManyLines(uint256 lines, uint256 most);
    error CatalogueSignatureInvalid(address signer);
    error CatalogueSignerUnknown(address shop, address signer);
    error CatalogueCancelled(uint64 version, uint64 lowestVersion);
    error CatalogueExpired(uint64 validUntil);
    error CatalogueTooLong(uint64 validUntil, uint64 latest);
    error OfferNotInCatalogue(bytes32 sku);
    error OfferShopMismatch(address offerShop, address catalogueShop);
    error OfferTokenMismatch(address token, address expected);
    error OfferTokenRefused(address token);
    error OfferPriceZero(bytes32 sku);
    error OfferWindowInvalid(bytes32 sku, uint32 shipWithinSeconds, uint32 inspectWithinSeconds);
    error OfferCoverageTooLow(bytes32 sku, uint16 coverageBps, uint16 least);
    error OfferSharesTooHigh(bytes32 sku, uint256 sharesBps, uint16 most);
    error OfferArbitratorInvalid(bytes32 sku, address arbitrator);
    error OfferSoldOut(bytes32 sku, uint256 wanted, uint256 left);
    error DeliveryInvalid(bytes32 sku);
    error QuantityZero(bytes32 sku);
    error OrderTooLarge(uint256 totalUnits, uint256 most);
    error OrderAboveLimit(uint256 totalUnits, uint256 maxTotalUnits);
    error BuyerIsShop(address shop);
    error PromoterUnknown(address promoter);
    error PromoterIsParty(address promoter);
    error OrderAlreadyExists(bytes32 orderId);
    error OrderUnknown(bytes32 orderId);
    error OrderStateWrong(bytes32 orderId, OrderState state);
    error OrderCallerWrong(bytes32 orderId, address caller);
    error OrderDeadlinePassed(bytes32 orderId, uint40 deadline);
    error OrderDeadlineAhead(bytes32 orderId, uint40 deadline);
    error RefundBpsInvalid(uint16 refundBps);

    /// @notice Buys a cart: lines of one shop or several, paid in one transaction.
    /// Permits are optional; a used or failing one is ignored and the allowance decides.
    /// Emits: OrderPaid per line; StakeLocked per purchase.
    /// Reverts if: any check of the catalogue, offer, delivery, quantity, limit or promoter fails (errors above); the
    /// shop's free deposit is too small (DepositsInsufficient), its record too short (DepositsAboveExposure) or bad
    /// (DepositsShopSuspended); the group or the discount is refused (errors of Groups and Discounts); the tokens
    /// received differ (TokenAmountMismatch).
    /// @return orderIds The orders, line by line.
    function buy(Purchase[] calldata purchases, Permit[] calldata permits) external returns (bytes32[] memory orderIds);

    /// @notice Marks a paid order as shipped. Only the shop, in the ship window.
    /// Emits: OrderShipped.
    /// Reverts if: OrderUnknown, OrderCallerWrong, OrderStateWrong, OrderDeadlinePassed.
    function ship(Order calldata order, bytes32 shipment) external;

    /// @notice Returns the whole price. Only the shop, while the order is paid or shipped.
    /// Emits: OrderClosed (Refunded, CancelledBySeller), StakeUnlocked, Credited.
    /// Reverts if: OrderUnknown, OrderCallerWrong, OrderStateWrong, OrderDeadlinePassed (paid and late: poke instead).
    function cancel(Order calldata order) external;

    /// @notice Accepts the goods and pays everyone. Only the buyer, while shipped.
    /// Emits: OrderClosed (Completed, Confirmed), StakeUnlocked, Credited, FeeTaken.
    /// Reverts if: OrderUnknown, OrderCallerWrong, OrderStateWrong.
    function confirm(Order calldata order) external;

    /// @notice Completes an order at its hand-over. Only the shop or the operator of the pickup point, with the secret
    /// that the buyer shows when the goods are in their hands; also before it was marked as shipped.
    /// Emits: OrderClosed (Completed, HandedOver), StakeUnlocked, Credited, FeeTaken.
    /// Reverts if: OrderUnknown, OrderCallerWrong, OrderStateWrong (neither paid nor shipped), HandoverSecretWrong.
    function handOver(Order calldata order, bytes32 secret) external;

    /// @notice Disputes a shipped order. Only the buyer, in the inspection window.
    /// Emits: OrderDisputed.
    /// Reverts if: OrderUnknown, OrderCallerWrong, OrderStateWrong, OrderDeadlinePassed, RefundBpsInvalid (0 or more
    /// than 10,000).
    function dispute(Order calldata order, uint16 refundBps, bytes32 evidence) external;

    /// @notice Proposes a split of a disputed order; the shop's first proposal is its answer. A proposal that meets the
    /// other side's settles at what the other side proposed. Allowed until the arbitrator ruled. Proposals only move
    /// towards the other side, so that nobody can take back an offer just before it stands.
    /// Emits: OrderProposed; OrderClosed (Settled, Agreed) when both sides meet.
    /// Reverts if: OrderUnknown, OrderCallerWrong (neither party), OrderStateWrong, OrderDeadlinePassed,
    /// RefundBpsInvalid (more than 10,000; a buyer asking for zero or for more than before; a shop offering less than
    /// before).
    function propose(Order calldata order, uint16 refundBps, bytes32 evidence) external;

    /// @notice Takes an answered dispute to the arbitrator, in the escalation window. Either party; or only the
    /// arbitrator where that is a contract that takes cases itself (IArbitrator by ERC-165).
    /// Emits: OrderEscalated.
    /// Reverts if: OrderUnknown, OrderCallerWrong, OrderStateWrong (not answered), OrderDeadlinePassed.
    function escalate(Order calldata order) external;

    /// @notice Rules an escalated dispute. Only the arbitrator, in the ruling window. With a refund of half or more the
    /// seller failed and the fee of the refunded part is taken from the coverage; what is left of the coverage pays the
    /// buyer back what the arbitrator says the case cost them.
    /// Emits: OrderClosed (Ruled, Arbitrated).
    /// Reverts if: OrderUnknown, OrderCallerWrong, OrderStateWrong, OrderDeadlinePassed, RefundBpsInvalid.
    /// @param costsUnits What the buyer paid to be heard; never more than the rest of the coverage is taken.
    function rule(Order calldata order, uint16 refundBps, uint128 costsUnits) external;

    /// @notice Refuses to rule an escalated dispute: the price goes back to the buyer, the deposit stays whole. Only
    /// the arbitrator.
    /// Emits: OrderClosed (Ruled, ArbitratorRefused).
    /// Reverts if: OrderUnknown, OrderCallerWrong, OrderStateWrong.
    function refuse(Order calldata order) external;

    /// @notice Moves on an order whose deadline has passed. Anyone. Pooling, group not full: refund, and the units can
    /// be sold again. Paid: refund, with penalty and fee from the coverage. Shipped: completes. Disputed and not
    /// answered: refund, fee from the coverage. Disputed, answered and not escalated: the seller's last proposal
    /// stands. Escalated: refund, the deposit stays.
    /// Emits: OrderClosed.
    /// Reverts if: OrderUnknown, OrderStateWrong (final), OrderDeadlineAhead.
    function poke(Order calldata order) external;

    /// @return The changing part of an order as it is stored: state None when it does not exist; Pooling until the
    /// first action on it, also when its group filled up.
    function progressOf(bytes32 orderId) external view returns (Progress memory);

    /// @return The ID of an order with these terms.
    function idOf(Order calldata order) external pure returns (bytes32);

    /// @return Units of `sku` ever sold by `shop`.
    function soldOf(address shop, bytes32 sku) external view returns (uint64);

    /// @return The EIP-712 digest that a catalogue's signer signs.
    function catalogueDigest(
        address shop,
        uint64 version,
        bytes32 root,
        bytes32 offers,
        uint64 validUntil
    ) external view returns (bytes32);
}
