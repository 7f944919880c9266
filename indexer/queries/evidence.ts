import { type Kysely, sql } from 'kysely';
import type { EvidenceView } from '../../protocol/api/court.ts';
import type { Hex } from '../../protocol/primitives.ts';
import type { Database } from '../store/schema.ts';

/**
 * What the parties of an order brought forward, with its documents where this node holds them: first what came with the
 * dispute and the proposals, then what was submitted to the court, each oldest first.
 */
export async function listEvidence(db: Kysely<Database>, order: Hex): Promise<EvidenceView[]> {
  const { rows } = await sql<EvidenceView>`
    select e.digest, e.party as by, e.at, (
      select jsonb_build_object('text', c.text, 'language', c.language, 'images', c.photos, 'writtenAt', c.written_at,
        'disclosed', coalesce(c.disclosed, '[]'))
      from contents c where c.digest = e.digest and c.order_id = e.order_id and c.kind = 'evidence') as content
    from order_evidence e where e.order_id = ${order}
    order by e.via = 'court', e.block, e.log`.execute(db);
  return rows;
}
