/** What an attack costs and brings, as a table of the economics page. */
export interface AttackReport {
  /** Marks the place of the table in docs/economics.md. */
  name: string;
  columns: readonly string[];
  rows: readonly (readonly string[])[];
}

/** Units of a token with six decimals. */
export const dollars = (amount: number): bigint => BigInt(Math.round(amount * 1_000_000));

/** `$1,234.56`, with a sign when something is lost. */
export function money(units: bigint): string {
  const cents = (units < 0n ? -units : units) / 10_000n;
  const text = `$${(cents / 100n).toLocaleString('en')}.${(cents % 100n).toString().padStart(2, '0')}`;
  return units < 0n ? `−${text}` : text;
}

/** A share of one as a percentage. */
export const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
