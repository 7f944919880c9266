// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import { Parameters } from "../types/Types.sol";

/// @title Parameters and the list of accepted tokens
/// @notice Every parameter is bounded by a constant and copied into an order when it is paid, so that a change never
/// touches a running order.
interface ISettings {
    /// @notice What the protocol accepts of a token.
    struct TokenTerms {
        bool accepted;
        uint8 decimals;
        /// Least deposit at which nodes carry a shop, in token units.
        uint128 minStakeUnits;
        /// Largest order in this token, in token units.
        uint128 maxOrderUnits;
    }

    /// @notice What jurors stake and earn in a token.
    struct JurorTerms {
        /// Stake of one seat, in token units; set once.
        uint96 seatUnits;
        /// Least pay of one juror of a first panel, in token units.
        uint96 feeUnits;
    }

    /// @notice The parameters for orders paid from now on changed.
    event ParametersChanged(Parameters parameters);
    /// @notice The terms of `token` changed.
    event TokenChanged(address indexed token, TokenTerms terms);
    /// @notice The terms of jurors in `token` changed.
    event JurorTermsChanged(address indexed token, JurorTerms terms);
    /// @notice Fees now go to `treasury`.
    event TreasuryChanged(address indexed treasury);

    /// @notice Thrown when parameter `name` is outside `least` to `most`.
    error SettingsOutOfBounds(bytes32 name, uint256 value, uint256 least, uint256 most);
    /// @notice Thrown when an address that must not be zero is zero.
    error SettingsZeroAddress();

    /// @notice Sets the parameters of future orders.
    /// Emits: ParametersChanged.
    /// Reverts if: the caller lacks the role (AccessManagedUnauthorized); a value is out of bounds
    /// (SettingsOutOfBounds).
    function setParameters(Parameters calldata parameters) external;

    /// @notice Accepts or refuses a token for future orders and deposits.
    /// Emits: TokenChanged.
    /// Reverts if: the caller lacks the role; `token` is zero (SettingsZeroAddress); more than 36 decimals
    /// (SettingsOutOfBounds).
    function setToken(address token, TokenTerms calldata terms) external;

    /// @notice Sets what jurors stake and earn in a token. The stake of a seat never changes again, because seats are
    /// counted, not weighed.
    /// Emits: JurorTermsChanged.
    /// Reverts if: the caller lacks the role; a seat of zero or another than before, or a pay above a tenth of the seat
    /// (SettingsOutOfBounds).
    function setJurorTerms(address token, JurorTerms calldata terms) external;

    /// @notice Names who may collect the fees.
    /// Emits: TreasuryChanged.
    /// Reverts if: the caller lacks the role; `treasury` is zero (SettingsZeroAddress).
    function setTreasury(address treasury) external;

    /// @return The parameters for an order paid now.
    function parameters() external view returns (Parameters memory);

    /// @return What the protocol accepts of `token`; all zero for an unknown token.
    function tokenTerms(address token) external view returns (TokenTerms memory);

    /// @return What jurors stake and earn in `token`; all zero when the court does not know it.
    function jurorTerms(address token) external view returns (JurorTerms memory);

    /// @return Who may collect the fees.
    function treasury() external view returns (address);
}
