/**
 * Replaces what stands between `<!-- name:begin -->` and `<!-- name:end -->`.
 * @param text a page that is otherwise written by hand
 * @throws RangeError when the page has no such marks
 */
export function fillMarked(text: string, name: string, content: string): string {
  const [begin, end] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`];
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from === -1 || to === -1) throw new RangeError(`the page has no marks for ${name}`);
  return `${text.slice(0, from + begin.length)}\n\n${content}\n\n${text.slice(to)}`;
}
