import type { CID } from 'multiformats/cid';
import type { CatalogueUpdate } from '../../protocol/catalogue-update.ts';
import { unwrap, VouchError } from '../../protocol/errors.ts';
import type { Head } from '../../protocol/head.ts';
import { imagesOfListing, imagesOfProfile } from '../store/document-images.ts';
import { type AdoptPorts, adopt } from './adopt.ts';
import type { HeadGate } from './head-gate.ts';
import type { ShopQueues } from './shop-queues.ts';
import { notUploaded, stagedSource } from './staged-source.ts';

/**
 * Publishes a catalogue whose blocks were uploaded here: checks it like one from a peer, images included, and makes it the
 * shop's held one.
 * @throws VouchError `head.*`, `shop.stake_too_small`, `catalogue.*` (`catalogue.block_missing` names the first block that
 * was not uploaded), `tree.*`, `listing.*`, `profile.*`
 */
export async function publishHere(
  head: Head,
  parts: { gate: HeadGate; queues: ShopQueues; ports: AdoptPorts },
): Promise<CatalogueUpdate> {
  const { gate, queues, ports } = parts;
  const { store } = ports;
  const passed = unwrap(await gate.own(head));
  if (!passed.newer) throw otherRootHeld(head);
  const { shop } = head.catalogue;
  const source = stagedSource(store);
  const update = await queues.run(shop, () =>
    adopt({ head, source, ports }, async (checked) => {
      const [missing] = await store.missing(imagesIn(checked));
      if (missing !== undefined) throw notUploaded(missing);
    }),
  );
  if (update === null) throw otherRootHeld(head);
  await store.staging.drop(source.given());
  return update;
}

/** Images of what changed. */
const imagesIn = ({ changed, profile, root }: CatalogueUpdate): CID[] =>
  [
    ...changed.map(({ entry, listing }) => imagesOfListing(entry.listing, listing)),
    ...(profile && root.profile ? [imagesOfProfile(root.profile, profile)] : []),
  ].flatMap(({ images }) => images.map(({ cid }) => cid));

const otherRootHeld = (head: Head): VouchError =>
  new VouchError({
    code: 'head.stale',
    message: `This node holds another catalogue of version ${head.catalogue.version} or a newer one.`,
    hint: 'Publish under a higher version.',
    details: { field: 'catalogue.version', version: head.catalogue.version },
  });
