import type { CatalogueUpdate } from '../../protocol/catalogue-update.ts';
import { unwrap, VouchError } from '../../protocol/errors.ts';
import type { Head } from '../../protocol/head.ts';
import type { ImageOwner } from '../store/document-images.ts';
import { type AdoptPorts, adopt } from './adopt.ts';
import type { HeadGate } from './head-gate.ts';
import type { ShopQueues } from './shop-queues.ts';
import { notUploaded, stagedSource } from './staged-source.ts';

/**
 * Publishes a catalogue whose blocks were uploaded here: checks it like one from a peer, images included, and makes it the
 * shop's held one.
 * @throws VouchError `head.*`, `shop.stake_too_small`, `catalogue.*` (`catalogue.block_missing` names the first block that
 * was not uploaded), `listing.image_larger`, `tree.*`, `listing.*`, `profile.*`
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
    adopt({ head, source, ports }, async ({ arrival }) => {
      const images = arrival.owners.flatMap((owner) => owner.images);
      const [missing] = await store.missing(images.map(({ cid }) => cid));
      if (missing !== undefined) throw notUploaded(missing);
      const larger = images.find(({ cid, bytes }) => (store.staging.sizeOf(cid) ?? 0) > bytes);
      if (larger !== undefined) throw understated(larger);
    }),
  );
  if (update === null) throw otherRootHeld(head);
  await store.staging.drop(source.given());
  return update;
}

const understated = ({ cid, bytes }: ImageOwner['images'][number]): VouchError =>
  new VouchError({
    code: 'listing.image_larger',
    message: `The image ${cid.toString()} is larger than the ${bytes} bytes that its listing states.`,
    hint: 'Encode the picture again and build the catalogue from the result.',
    details: { field: 'images', limit: `${bytes} bytes`, cid: cid.toString() },
  });

const otherRootHeld = (head: Head): VouchError =>
  new VouchError({
    code: 'head.stale',
    message: `This node holds another catalogue of version ${head.catalogue.version} or a newer one.`,
    hint: 'Publish under a higher version.',
    details: { field: 'catalogue.version', version: head.catalogue.version },
  });
