import type { SuggestionsView } from '../../../protocol/api/search.ts';
import { readJson } from '../api.ts';
import type { IslandView } from '../mount.ts';
import { loadFindingWords } from './finding-words.ts';
import { type SuggestionGroup, suggestionGroups } from './suggestion-options.ts';

/** Time without a key after which the node is asked. */
const quietMilliseconds = 120;

const create = <T extends keyof HTMLElementTagNameMap>(
  tag: T,
  attributes: Record<string, string>,
): HTMLElementTagNameMap[T] => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
};

/** Draws the groups as options of a list box; each option is also a link for those who use a mouse. */
const drawGroups = (id: string, groups: readonly SuggestionGroup[]): HTMLElement[] => {
  let number = 0;
  return groups.map(({ title, options }, group) => {
    const part = create('div', { role: 'group' });
    if (title !== null) {
      const head = create('p', { id: `${id}-group-${group}`, class: 'suggest-title', role: 'presentation' });
      head.textContent = title;
      part.setAttribute('aria-labelledby', head.id);
      part.append(head);
    }
    for (const { text, href, lang, picture } of options) {
      const option = create('a', {
        id: `${id}-${number++}`,
        role: 'option',
        class: 'suggest-option',
        href,
        tabindex: '-1',
        'aria-selected': 'false',
        ...(lang === undefined ? {} : { lang }),
      });
      if (picture !== undefined)
        option.append(create('img', { src: `/image/${picture}`, alt: '', width: '32', height: '32' }));
      const label = create('span', {});
      label.textContent = text;
      option.append(label);
      part.append(option);
    }
    return part;
  });
};

/**
 * Turns the search box into a combobox: arrows choose what the node suggests, Enter goes there, Escape closes. Typing
 * and Enter search as ever.
 * @param parts the island, and the view of its page
 */
export async function startSuggestions({ element, view }: { element: HTMLElement; view: IslandView }): Promise<void> {
  const input = element.querySelector('input');
  if (input === null) return;
  const words = await loadFindingWords(view);
  const id = 'suggestions';
  const list = create('div', { id, role: 'listbox', class: 'suggest', 'aria-label': words.t('finding.list') });
  list.hidden = true;
  const said = create('p', { role: 'status', class: 'visually-hidden' });
  element.append(list, said);
  for (const [name, value] of [
    ['role', 'combobox'],
    ['aria-autocomplete', 'list'],
    ['aria-expanded', 'false'],
    ['aria-controls', id],
  ] as const)
    input.setAttribute(name, value);

  const promoter = element.querySelector<HTMLInputElement>('input[name="ref"]')?.value ?? null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = '';
  let chosen = -1;
  const options = (): HTMLAnchorElement[] => [...list.querySelectorAll<HTMLAnchorElement>('[role="option"]')];

  const choose = (index: number): void => {
    const all = options();
    chosen = all.length === 0 ? -1 : ((index + 1 + all.length + 1) % (all.length + 1)) - 1;
    for (const [place, option] of all.entries()) option.setAttribute('aria-selected', String(place === chosen));
    const option = all[chosen];
    if (option === undefined) input.removeAttribute('aria-activedescendant');
    else {
      input.setAttribute('aria-activedescendant', option.id);
      option.scrollIntoView({ block: 'nearest' });
    }
  };
  const show = (open: boolean): void => {
    list.hidden = !open;
    input.setAttribute('aria-expanded', String(open));
    if (!open) choose(-1);
  };
  const ask = async (): Promise<void> => {
    const q = input.value.trim();
    if (q === asked) return;
    asked = q;
    if (q === '') return show(false);
    const found = await readJson<SuggestionsView>(`/api/v1/search/suggestions?q=${encodeURIComponent(q)}`);
    // Slower answers to what was typed before come too late.
    if (asked !== q) return;
    const groups = suggestionGroups({ ...view, ...words }, found, promoter);
    list.replaceChildren(...drawGroups(id, groups));
    choose(-1);
    const count = options().length;
    show(count > 0 && element.contains(document.activeElement));
    said.textContent = count === 0 ? words.t('finding.none') : words.count('finding.found', count);
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      // Nobody needs suggestions to search.
      ask().catch((error: unknown) => console.warn('the node suggests nothing', error));
    }, quietMilliseconds);
  };

  input.addEventListener('input', soon);
  input.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && options().length > 0) {
      event.preventDefault();
      if (list.hidden) show(true);
      choose(chosen + step);
    } else if (event.key === 'Enter' && !list.hidden && chosen >= 0) {
      event.preventDefault();
      options()[chosen]?.click();
    } else if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault();
      show(false);
    }
  });
  element.addEventListener('focusout', ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node) || !element.contains(relatedTarget)) show(false);
  });
  // A press would take the focus away and close the list before the click.
  list.addEventListener('pointerdown', (event) => event.preventDefault());
  if (input.value.trim() !== '' && input.value !== input.defaultValue) soon();
}
