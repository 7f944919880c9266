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
/// @dev Completed, Refunded, Settled and Ruled are final (I3).
enum OrderState {
    None,
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
    ArbitratorSilent
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
    /// keccak256(abi.encode(Delivery[])): the delivery choices of this offer.
    bytes32 delivery;
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
    address arbitrator;
    bytes32 listing;
    bytes32 sku;
    bytes32 details;
    bytes32 zone;
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

/// @notice Where the money of an order went. All but the last two sum to the order's total (I2).
struct Payout {
    uint128 buyerUnits;
    uint128 sellerUnits;
    uint128 promoterUnits;
    uint128 parentUnits;
    uint128 hostUnits;
    uint128 feeUnits;
    /// Taken from the shop's deposit for the buyer.
    uint128 penaltyUnits;
    /// Taken from the shop's deposit as the fee of a failed sale.
    uint128 coverageFeeUnits;
}

/// @notice One pull credit.
struct Credit {
    address to;
    uint256 units;
}
