/** What a draft becomes: a new listing, a change of one of the shop's, or another that began as a copy of one. */
export type DraftPlace = { kind: 'new' } | { kind: 'change' | 'copy'; handle: string };

/** The draft that a page of the editor names: `?listing=` changes one, `?copy=` copies it. */
export function draftPlaceIn(query: string): DraftPlace {
  const parameters = new URLSearchParams(query);
  const [listing, copy] = [parameters.get('listing'), parameters.get('copy')];
  if (listing !== null) return { kind: 'change', handle: listing };
  return copy === null ? { kind: 'new' } : { kind: 'copy', handle: copy };
}

/** The page of the editor for a draft. */
export const draftPath = (place: DraftPlace): string =>
  place.kind === 'new'
    ? '/desk/goods/edit'
    : `/desk/goods/edit?${place.kind === 'copy' ? 'copy' : 'listing'}=${place.handle}`;

// A handle has no mark, so no two names are the same.
const COPY = '+';

/** Name of a draft in the memory of a browser. */
export const draftName = (place: DraftPlace): string =>
  place.kind === 'new' ? '' : `${place.kind === 'copy' ? COPY : ''}${place.handle}`;

/** The draft of a name. */
export function draftOfName(name: string): DraftPlace {
  if (name === '') return { kind: 'new' };
  return name.startsWith(COPY) ? { kind: 'copy', handle: name.slice(COPY.length) } : { kind: 'change', handle: name };
}
