/** What the rows of a block that may still be replaced were made of, to be compared before it becomes final. */
export const blockLogs = 'alter table blocks add column logs_digest text;';
