/** The newest reviews of all shops, which the home page shows: without this they are found by sorting all. */
export const newestReviews = `create index on reviews (posted_block desc, posted_log desc);`;
