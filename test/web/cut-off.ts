import type { Page } from 'playwright-core';

/**
 * Names what readers cannot read whole: text beyond the edge of the screen or of a box that hides what does not fit, and
 * words that run out of their button. What scrolls, what ends in an ellipsis and what only screen readers get is whole.
 */
const look = `(() => {
  const found = new Set();
  const name = (element) => element.outerHTML.replace(/\\s+/g, ' ').slice(0, 160);
  const isShown = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const isTiny = ({ width, height }) => width < 3 || height < 3;
  // What is clipped to nothing, or to a shape, is there for screen readers or for show.
  const isClipped = (element) => {
    for (let each = element; each !== null && each !== document.body; each = each.parentElement) {
      const { clip, clipPath } = getComputedStyle(each);
      if (clip !== 'auto' || clipPath !== 'none') return true;
    }
    return false;
  };
  const clips = (style) => style.overflowX === 'hidden' || style.overflowX === 'clip';
  const scrolls = (element) => {
    for (let each = element; each !== null && each !== document.body; each = each.parentElement)
      if (/auto|scroll/.test(getComputedStyle(each).overflowX)) return true;
    return false;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    if (node.data.trim() === '' || element === null || element.closest('svg, script, style, noscript, option') || !isShown(element)) continue;
    const style = getComputedStyle(element);
    range.selectNodeContents(node);
    const text = range.getBoundingClientRect();
    if (isTiny(text) || isTiny(element.getBoundingClientRect()) || isClipped(element)) continue;
    if ((text.right > innerWidth + 1 || text.left < -1) && !scrolls(element)) found.add('beyond the screen: ' + name(element));
    for (let box = element; box !== null && box !== document.body; box = box.parentElement) {
      const boxStyle = getComputedStyle(box);
      if (!clips(boxStyle) || boxStyle.display === 'inline') continue;
      const inner = box.getBoundingClientRect();
      const ends = [boxStyle, style].some(({ textOverflow, webkitLineClamp }) => textOverflow === 'ellipsis' || webkitLineClamp !== 'none');
      const isLow = text.bottom > inner.bottom + 2 && !/auto|scroll/.test(boxStyle.overflowY);
      if (!ends && (isLow || text.right > inner.right + 1 || text.left < inner.left - 1)) found.add('cut off: ' + name(element));
      break;
    }
    const button = element.closest('button, .button, .badge, .state');
    if (button !== null && !clips(getComputedStyle(button))) {
      const around = button.getBoundingClientRect();
      if (text.right > around.right + 1 || text.left < around.left - 1) found.add('runs out: ' + name(button));
    }
  }
  return [...found];
})()`;

/**
 * Looks for text that is cut off at the present width.
 * @returns what is wrong with which element, none where all is whole
 */
export const cutOff = async (page: Page): Promise<string[]> => (await page.evaluate(look)) as string[];
