import { type ComponentChild, render } from 'preact';

/**
 * Puts components into an island's element, in place of what the server rendered.
 * @param element the island
 * @param children what it shows now
 */
export const renderIsland = (element: HTMLElement, children: ComponentChild): void => {
  element.replaceChildren();
  render(children, element);
};
