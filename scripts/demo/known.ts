/**
 * Something of the demo market by its name.
 * @throws RangeError for a name that it does not have
 */
export function known<T>(map: ReadonlyMap<string, T>, key: string): T {
  const value = map.get(key);
  if (value === undefined) throw new RangeError(`the demo market has no ${key}`);
  return value;
}
