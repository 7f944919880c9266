/**
 * Writes token units as exact decimal text, `12.5` for 12,500,000 units of 6 decimals. `parseMoney` reads it back. Apart
 * from it, so that pages which only show money load no reader.
 * @param units at least zero
 * @param decimals decimal places of the token
 */
export function moneyText(units: bigint, decimals: number): string {
  const digits = units.toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '');
  return fraction === '' ? whole : `${whole}.${fraction}`;
}
