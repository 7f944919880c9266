import { createMapForms, type MapForms } from './map-forms.ts';
import { createShortTexts, type ShortTexts } from './short-texts.ts';

/**
 * What whoever reads thousands of documents keeps between them, so that each is read by the likeness of those before. It
 * changes nothing in what is read.
 */
export interface ReadMemo {
  forms: MapForms;
  texts: ShortTexts;
}

/** Makes an empty memo; it never takes more than some hundred kilobytes. */
export const createReadMemo = (): ReadMemo => ({ forms: createMapForms(), texts: createShortTexts() });
