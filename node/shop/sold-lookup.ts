/** Looks up how many units of a variant were sold so far. */
export function soldLookup(
  sales: readonly { handle: string; code: string; soldUnits: number }[],
): (handle: string, code: string) => number {
  const sold = new Map(sales.map(({ handle, code, soldUnits }) => [`${handle}\n${code}`, soldUnits]));
  return (handle, code) => sold.get(`${handle}\n${code}`) ?? 0;
}
