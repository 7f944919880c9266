import type { Block } from '../../protocol/block.ts';
import { encodeListing } from '../../protocol/listing.ts';
import type { Draft } from '../../protocol/products/draft.ts';
import type { NodeClient } from './node-client.ts';
import { type Published, type PublishOptions, publishDrafts } from './publish-drafts.ts';

/** Pictures that are in memory before they are sent. */
const SEND_BYTES = 8_388_608;
/** Pictures and listings that make a part: well below what a node keeps of one uploader without a catalogue that names it. */
const PART_BYTES = 33_554_432;

/** Publishes a long import in parts, so that neither this process nor the node holds all its pictures at a time. */
export interface PartPublisher {
  /** Takes the blocks of a picture. */
  keep(blocks: readonly Block[]): Promise<void>;
  /** Takes a listing whose pictures were kept. */
  add(draft: Draft): Promise<void>;
  /**
   * Publishes the rest; with `replace`, removes what the import does not have.
   * @returns the last version with the changes of all parts, or undefined when nothing changed
   */
  finish(): Promise<Published | undefined>;
}

/**
 * @param client the node
 * @param options as for `publishDrafts`; `partBytes` of pictures and listings make a part
 */
export function createPartPublisher(
  client: NodeClient,
  { partBytes = PART_BYTES, ...options }: Omit<PublishOptions, 'client' | 'drafts'> & { partBytes?: number },
): PartPublisher {
  let waiting: Block[] = [];
  let waitingBytes = 0;
  let sentBytes = 0;
  let drafts: Draft[] = [];
  let draftBytes = 0;
  let published: Published | undefined;

  async function send(): Promise<void> {
    await client.upload(waiting);
    sentBytes += waitingBytes;
    waiting = [];
    waitingBytes = 0;
  }

  async function publish(replace: boolean): Promise<void> {
    await send();
    const part = await publishDrafts({ ...options, client, drafts, replace });
    drafts = [];
    draftBytes = 0;
    sentBytes = 0;
    if (part === undefined) return;
    published = {
      version: part.version,
      changed: part.changed + (published?.changed ?? 0),
      removed: part.removed + (published?.removed ?? 0),
    };
  }

  return {
    async keep(blocks) {
      waiting.push(...blocks);
      waitingBytes += blocks.reduce((sum, { bytes }) => sum + bytes.length, 0);
      if (waitingBytes >= SEND_BYTES) await send();
    },
    async add(draft) {
      drafts.push(draft);
      draftBytes += encodeListing(draft.listing).bytes.length;
      if (draftBytes + sentBytes + waitingBytes >= partBytes) await publish(false);
    },
    async finish() {
      await publish(options.replace);
      return published;
    },
  };
}
