import { hash } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';

/** How the text of a statement begins that every connection of readers prepares once. */
const MARK = '/* prepared */';

/**
 * Marks a statement that is asked often and always has the same plan: a connection reads and plans it once. Its text must
 * be one of a few, because each stays with the connection; what varies belongs in parameters.
 */
export const prepared = <Row>(statement: RawBuilder<Row>): RawBuilder<Row> => sql<Row>`${sql.raw(MARK)} ${statement}`;

/** The name under which a marked statement is prepared; undefined for others. */
export const preparedName = (text: string): string | undefined =>
  text.startsWith(MARK) ? hash('sha1', text) : undefined;
