/** Words of the search box and of the place to search around. */
export const finding = {
  'finding.list': 'Suggestions',
  'finding.categories': 'Categories',
  'finding.listings': 'Listings',
  'finding.shops': 'Shops',
  'finding.found.one': '{count} suggestion. Choose with the arrow keys.',
  'finding.found.other': '{count} suggestions. Choose with the arrow keys.',
  'finding.none': 'No suggestions',
  'finding.locating': 'Asking your browser where you are…',
  'finding.located': 'Filled in, rounded to about a kilometre.',
  'finding.not_located': 'Your browser did not say where you are. Type a city instead.',
} as const;
