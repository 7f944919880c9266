/**
 * What a member says at the counter: the end of the order's number, short enough to be read out and written on a bag.
 * @param order ID of the order
 */
export const memberCode = (order: string): string => {
  const end = order.slice(-6).toUpperCase();
  return `${end.slice(0, 3)} ${end.slice(3)}`;
};

/** True for an order whose code begins or ends with what was written, however it was spaced. */
export const fitsCode = (order: string, written: string): boolean => {
  const wanted = written.replaceAll(/\s/g, '').toUpperCase();
  return wanted === '' || memberCode(order).replace(' ', '').includes(wanted);
};
