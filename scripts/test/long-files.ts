/**
 * Seconds that the longest files take on two cores, as `npm test` prints them. They begin first, so that none is left to run
 * alone at the end; a file that is not here takes a few seconds.
 */
export const longFiles: Readonly<Record<string, number>> = {
  'test/web/render-accessibility.test.ts': 200,
};
