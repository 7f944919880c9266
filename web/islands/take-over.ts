/** What came of taking a fresh page over. */
export interface Taken {
  /** Elements in which something changed. */
  changed: Element[];
  /** True when something was left as it is because its reader uses it. */
  held: boolean;
}

/** True while a reader writes or stands in a part, or has marked words of it. */
const isInUse = (node: Node): boolean => {
  const selection = getSelection();
  return (
    node.contains(document.activeElement) ||
    (selection !== null && !selection.isCollapsed && node.contains(selection.anchorNode))
  );
};

/** Children with the same key stand for the same thing, in the order in which they come. */
const keyOf = (node: Node): string =>
  node instanceof Element
    ? [node.tagName, node.id, ...['aria-labelledby', 'data-island'].map((name) => node.getAttribute(name))].join(' ')
    : node.nodeName;

const copyAttributes = (shown: Element, fresh: Element): boolean => {
  if (shown.cloneNode(false).isEqualNode(fresh.cloneNode(false))) return false;
  for (const { name } of [...shown.attributes]) if (!fresh.hasAttribute(name)) shown.removeAttribute(name);
  for (const { name, value } of [...fresh.attributes]) shown.setAttribute(name, value);
  return true;
};

/**
 * Makes a part of the page equal to a fresh one, touching only what differs. Islands are left alone and told of their
 * fresh props by an event `fresh`; what its reader uses is left alone too; an opened detail stays open.
 */
export function takeOver(part: Element, freshPart: Element): Taken {
  const taken: Taken = { changed: [], held: false };

  const visitChildren = (shown: Element, fresh: Element): void => {
    const left = [...shown.childNodes];
    const coming = [...fresh.childNodes];
    const pairs = coming.map((next) => {
      const index = left.findIndex((old) => keyOf(old) === keyOf(next));
      return { next, old: index < 0 ? undefined : left.splice(index, 1)[0] };
    });
    for (const old of left) {
      if (isInUse(old)) taken.held = true;
      else {
        old.remove();
        taken.changed.push(shown);
      }
    }
    let place: ChildNode | null = shown.firstChild;
    for (const { next, old } of pairs) {
      if (old === undefined) {
        shown.insertBefore(next, place);
        taken.changed.push(next instanceof Element ? next : shown);
        continue;
      }
      if (old === place) place = old.nextSibling;
      else shown.insertBefore(old, place);
      visit(old, next, shown);
    }
  };

  const visit = (shown: ChildNode, fresh: ChildNode, parent: Element): void => {
    if (shown.isEqualNode(fresh)) return;
    if (!(shown instanceof Element) || !(fresh instanceof Element)) {
      if (isInUse(shown)) taken.held = true;
      else {
        shown.replaceWith(fresh);
        taken.changed.push(parent);
      }
      return;
    }
    if (shown.hasAttribute('data-island')) {
      const detail = fresh.querySelector(':scope > script')?.textContent;
      shown.dispatchEvent(new CustomEvent('fresh', { detail }));
      return;
    }
    if (shown instanceof HTMLDetailsElement && fresh instanceof HTMLDetailsElement) fresh.open = shown.open;
    if (copyAttributes(shown, fresh)) taken.changed.push(shown);
    visitChildren(shown, fresh);
  };

  visit(part, freshPart, part);
  return taken;
}
