// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice How goods reach the buyer.
enum Kind {
    Shipped,
    Digital,
    Service,
    Pickup
}

/// @notice Where an order stands. `None` means that no such order exists.
/// @dev Completed, Refunded, Settled and Ruled are final (I3). An order stored as Pooling is Paid from the second in
/// which its group filled up: no transaction has to touch every member.
enum OrderState {
    None,
    Pooling,
    Paid,
    Shipped,
    Disputed,
    Escalated,
    Completed,
    Refunded,
    Settled,
    Ruled
}

/// @notice Why an order reached its final state.
enum Outcome {
    None,
    Confirmed,
    InspectionOver,
    CancelledBySeller,
    NotShipped,
    Agreed,
    SellerSilent,
    NotEscalated,
    Arbitrated,
    ArbitratorSilent,
    ArbitratorRefused,
    HandedOver,
    GroupExpired
}

/// @notice All listings and offers of a shop at one version, signed once (EIP-712).
struct Catalogue {
    address shop;
    uint64 version;
    /// SHA-256 digest of the catalogue's root block.
    bytes32 root;
    /// Root of the Merkle tree over the offers.
    bytes32 offers;
    /// Unix time in seconds; at most 30 days ahead.
    uint64 validUntil;
}

/// @notice The enforceable sale terms of one SKU: a leaf of the catalogue's Merkle tree.
struct Offer {
    address shop;
    /// SHA-256 digest of the listing block.
    bytes32 listing;
    bytes32 sku;
    address token;
    /// Price of one unit, in token units.
    uint128 priceUnits;
    /// Cumulative cap of units ever sold of this SKU.
    uint64 maxSold;
    Kind kind;
    uint32 shipWithinSeconds;
    uint32 inspectWithinSeconds;
    /// Part of the order's total that is locked in the shop's deposit while the order is open.
    uint16 coverageBps;
    /// Commission of the promoters together, of what the seller keeps.
    uint16 commissionBps;
    /// Part of the commission that goes to the promoter's parent.
    uint16 parentBps;
    /// Share of the host that served the sale, of what the seller keeps.
    uint16 hostBps;
    /// Who rules a dispute that the parties did not settle.
    address arbitrator;
    /// Operator of the pickup point who confirms hand-overs, or zero.
    address pickup;
    /// Share of the pickup point, of what the seller keeps.
    uint16 pickupBps;
    /// keccak256(abi.encode(GroupTerms)): for how much a group may buy, or zero.
    bytes32 group;
    /// keccak256(abi.encode(Delivery[])): the delivery choices of this offer.
    bytes32 delivery;
}

/// @notice Terms for several buyers who join one offer before a deadline (pintuan).
struct GroupTerms {
    /// Price of one unit, in token units; below the offer's price.
    uint128 priceUnits;
    /// Orders that fill the group.
    uint32 size;
    /// From opening to the deadline.
    uint32 withinSeconds;
    /// Share of the leader on the orders of the other members, of what the seller keeps.
    uint16 leaderBps;
    /// Commission on group sales, instead of the offer's.
    uint16 commissionBps;
}

/// @notice One delivery choice. A zone is named off chain; its digest is signed here.
struct Delivery {
    bytes32 zone;
    /// For the first unit of the first line of a purchase.
    uint128 firstUnits;
    /// For every further unit.
    uint128 furtherUnits;
}

/// @notice One line of a cart.
struct Line {
    Offer offer;
    bytes32[] proof;
    uint32 quantity;
    Delivery[] delivery;
    /// Index into `delivery`.
    uint8 choice;
    /// SHA-256 digest of the encrypted order details, or zero.
    bytes32 details;
    /// Who brought the buyer, or zero.
    address promoter;
    /// The operator whose node served the sale, or zero.
    address host;
    /// The buyer's limit for the whole line, delivery included.
    uint128 maxTotalUnits;
    /// At most one; most lines have none, and then pay no gas for it.
    Extras[] extras;
}

/// @notice What a line adds to a plain purchase. Every field may be zero.
struct Extras {
    /// Terms behind `offer.group`; with a price of zero the line is bought alone.
    GroupTerms group;
    /// Who opened the group that is joined; zero opens a new one.
    address leader;
    /// Deadline of the group that is joined; zero for a new one.
    uint40 groupDeadline;
    /// keccak256(abi.encode(secret)) of the secret that proves hand-over.
    bytes32 handover;
    /// The shop whose loyalty points are spent.
    address pointsIssuer;
    /// Points to spend.
    uint128 points;
    /// At most one.
    CouponUse[] coupons;
}

/// @notice A price reduction signed by a shop (EIP-712, verified by Discounts).
struct Coupon {
    address shop;
    address token;
    /// keccak256(abi.encode(bytes32[])) of the SKUs it is for, such as all of one listing; zero for the whole shop.
    bytes32 skus;
    /// Who may use it, or zero for anyone.
    address holder;
    /// Part of the item price, in basis points; zero for a fixed amount.
    uint16 percentBps;
    /// Fixed amount, in token units; zero for a percentage.
    uint128 amountUnits;
    /// Item price of the line from which on it counts, in token units.
    uint128 minimumUnits;
    /// How often it can be used by everyone together.
    uint32 maxUses;
    /// How often one buyer can use it.
    uint32 maxUsesPerBuyer;
    /// Only for a buyer who used no coupon of the shop before that says so too. Purchases without one do not count.
    bool firstOrderOnly;
    /// Unix time in seconds.
    uint64 validUntil;
    /// Tells coupons with equal terms apart.
    bytes32 nonce;
}

/// @notice A coupon and its signature.
struct CouponUse {
    Coupon coupon;
    /// The SKUs behind `coupon.skus`; none for the whole shop.
    bytes32[] skus;
    /// The shop or one of its publishers.
    address signer;
    bytes signature;
}

/// @notice What a line costs before discounts, and for whom.
struct DiscountRequest {
    address buyer;
    address shop;
    address token;
    bytes32 sku;
    /// Price of all units of the line without delivery, in token units.
    uint128 itemUnits;
}

/// @notice What is bought from one shop in one token.
struct Purchase {
    Catalogue catalogue;
    /// The shop or one of its publishers.
    address signer;
    bytes signature;
    Line[] lines;
}

/// @notice An ERC-2612 permit for the contract that takes the tokens.
struct Permit {
    address token;
    uint256 units;
    uint256 deadline;
    uint8 v;
    bytes32 r;
    bytes32 s;
}

/// @notice The terms of a paid order. They never change; their hash is the order's ID, so the chain keeps one slot an
/// order and every action brings the terms along.
struct Order {
    address buyer;
    address shop;
    address token;
    address promoter;
    address parent;
    address host;
    /// Who opened the group, or zero; also zero on the leader's own order.
    address leader;
    /// Operator of the pickup point, or zero.
    address pickup;
    address arbitrator;
    bytes32 listing;
    bytes32 sku;
    bytes32 details;
    bytes32 zone;
    /// The group, or zero.
    bytes32 group;
    /// keccak256(abi.encode(secret)) of the secret that proves hand-over, or zero.
    bytes32 handover;
    uint128 totalUnits;
    uint128 coverageUnits;
    uint64 version;
    uint64 paidAt;
    /// Position in the transaction that paid it: tells equal lines apart.
    uint32 index;
    uint32 quantity;
    Kind kind;
    uint32 shipWithinSeconds;
    uint32 inspectWithinSeconds;
    uint16 commissionBps;
    uint16 parentBps;
    uint16 hostBps;
    uint16 leaderBps;
    uint16 pickupBps;
    /// Copied from the settings when the order was paid.
    Parameters parameters;
}

/// @notice Protocol parameters, bounded by constants and copied into every order.
struct Parameters {
    /// The protocol's part of what the seller keeps.
    uint16 feeBps;
    /// Least coverage that an offer may name.
    uint16 minCoverageBps;
    /// Part of the coverage that the buyer gets when the seller did not ship.
    uint16 penaltyBps;
    uint32 answerWithinSeconds;
    uint32 escalateWithinSeconds;
    uint32 ruleWithinSeconds;
}

/// @notice The changing part of an order: one storage slot.
struct Progress {
    OrderState state;
    Outcome outcome;
    /// Until when the current state may be left by its party; afterwards anyone may poke the order on.
    uint40 deadline;
    /// Refund the buyer asks for.
    uint16 buyerBps;
    /// Refund the seller offers; meaningless before the answer.
    uint16 sellerBps;
    /// The seller answered the dispute. Tells an offer of nothing from silence.
    bool answered;
    /// Fee that was really paid: the weight of the review.
    uint128 feeUnits;
}

/// @notice Where the money of an order went. All but the last three sum to the order's total (I2).
struct Payout {
    uint128 buyerUnits;
    uint128 sellerUnits;
    uint128 promoterUnits;
    uint128 parentUnits;
    uint128 hostUnits;
    uint128 leaderUnits;
    uint128 pickupUnits;
    uint128 feeUnits;
    /// Taken from the shop's deposit for the buyer.
    uint128 penaltyUnits;
    /// Taken from the shop's deposit as the fee of a failed sale.
    uint128 coverageFeeUnits;
    /// Taken from the shop's deposit for the buyer who paid to be heard.
    uint128 costsUnits;
}

/// @notice One pull credit.
struct Credit {
    address to;
    uint256 units;
}
