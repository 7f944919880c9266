import XMLBuilder from 'fast-xml-builder';

/** An element's children by name; `@name` is an attribute and `#text` the text beside attributes. */
export interface XmlElement {
  [name: string]: XmlValue | readonly XmlValue[];
}
export type XmlValue = string | number | XmlElement;

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  format: true,
  indentBy: ' ',
  suppressEmptyNode: true,
  suppressBooleanAttributes: false,
});

/** What XML 1.0 cannot hold; listings hold no other control characters. */
const impossible = /[\ufffe\uffff]/g;

export const xmlHeader = '<?xml version="1.0" encoding="utf-8"?>\n';

/** Writes elements, their texts escaped. */
export const writeXml = (elements: XmlElement): string => builder.build(elements).replace(impossible, '');
