// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { EIP712 } from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import { IMarket } from "../interfaces/IMarket.sol";
import { IShops } from "../interfaces/IShops.sol";

/// @title What coupons and points both need
abstract contract Wiring is EIP712 {
    IShops internal immutable _shops;
    IMarket internal immutable _market;

    constructor(IShops shops, IMarket market) EIP712("Vouch", "1") {
        _shops = shops;
        _market = market;
    }
}
