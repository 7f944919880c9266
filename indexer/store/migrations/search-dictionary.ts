/**
 * Words that no listing holds any more are found without a look at all words, and what is left of them goes with them in
 * the same step: a reference checked row by row took longer than all else of a large import.
 */
export const searchDictionary = `
create index search_words_unheld on search_words (hash) where listings <= 0;
alter table search_typos drop constraint search_typos_hash_fkey;
`;
