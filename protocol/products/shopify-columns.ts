/** The columns that an import reads. */
export const columns = [
  'handle',
  'title',
  'body',
  'vendor',
  'type',
  'tags',
  'published',
  'option1Name',
  'option1Value',
  'option2Name',
  'option2Value',
  'option3Name',
  'option3Value',
  'sku',
  'grams',
  'quantity',
  'policy',
  'price',
  'requiresShipping',
  'barcode',
  'imageSrc',
  'imageAlt',
  'category',
  'variantImage',
  'status',
  'vouchTexts',
  'vouchOptions',
  'vouchImages',
  'vouchDelivery',
  'vouchTerms',
  'vouchPlace',
] as const;
export type Column = (typeof columns)[number];

/**
 * Header names by column. Shopify exports come in two dialects (`Handle`, `Body (HTML)` … and `URL handle`,
 * `Description` …); the `Vouch …` columns carry what Shopify's columns cannot, so that an export imports to the same
 * catalogue.
 */
const headers: Record<Column, readonly string[]> = {
  handle: ['Handle', 'URL handle'],
  title: ['Title'],
  body: ['Body (HTML)', 'Description'],
  vendor: ['Vendor'],
  type: ['Type', 'Product type', 'Custom Product Type'],
  tags: ['Tags'],
  published: ['Published', 'Published on online store'],
  option1Name: ['Option1 Name', 'Option1 name'],
  option1Value: ['Option1 Value', 'Option1 value'],
  option2Name: ['Option2 Name', 'Option2 name'],
  option2Value: ['Option2 Value', 'Option2 value'],
  option3Name: ['Option3 Name', 'Option3 name'],
  option3Value: ['Option3 Value', 'Option3 value'],
  sku: ['Variant SKU', 'SKU'],
  grams: ['Variant Grams', 'Weight value (grams)'],
  quantity: ['Variant Inventory Qty', 'Inventory quantity'],
  policy: ['Variant Inventory Policy', 'Continue selling when out of stock'],
  price: ['Variant Price', 'Price'],
  requiresShipping: ['Variant Requires Shipping', 'Requires shipping'],
  barcode: ['Variant Barcode', 'Barcode'],
  imageSrc: ['Image Src', 'Product image URL'],
  imageAlt: ['Image Alt Text', 'Image alt text'],
  category: ['Google Shopping / Google Product Category', 'Google Shopping / Google product category'],
  variantImage: ['Variant Image', 'Variant image URL'],
  status: ['Status'],
  vouchTexts: ['Vouch Texts'],
  vouchOptions: ['Vouch Options'],
  vouchImages: ['Vouch Images'],
  vouchDelivery: ['Vouch Delivery'],
  vouchTerms: ['Vouch Terms'],
  vouchPlace: ['Vouch Place'],
};

/** The header that an export writes for a column. */
export const exportHeader = (column: Column): string => headers[column][0] ?? column;

const columnByHeader = new Map(
  columns.flatMap((column) => headers[column].map((header) => [header.toLowerCase(), column])),
);

/** The column that a header names in either dialect, letter case aside; undefined for columns that are not read. */
export const columnOf = (header: string): Column | undefined => columnByHeader.get(header.trim().toLowerCase());
