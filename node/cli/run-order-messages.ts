import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decryptAttachment } from '../../protocol/attachment.ts';
import type { CheckedMessage } from '../../protocol/checked-message.ts';
import { unwrap } from '../../protocol/errors.ts';
import type { Attachment } from '../../protocol/message-body.ts';
import type { CommandInput } from './command.ts';
import { conversationOf } from './conversation.ts';
import { text } from './options.ts';
import { type OrderParty, orderParty, readSealed } from './order-party.ts';

/** Prints the messages of an order, and saves their pictures where asked for. */
export async function run(input: CommandInput): Promise<number> {
  const { values, console } = input;
  const party = await orderParty(input);
  const messages = await conversationOf(party);
  const folder = text(values, 'save');
  const saved = folder === undefined ? new Map<string, string>() : await savePictures(party, messages, folder);
  if (values.json === true) console.out(`${JSON.stringify(messages.map(plain), null, 2)}\n`);
  else for (const message of messages) console.out(`${linesOf(message, saved).join('\n')}\n`);
  const unread = messages.filter(({ content }) => content.kind !== 'open').length;
  console.err(`${messages.length} messages${unread === 0 ? '' : `, ${unread} of them cannot be read`}.\n`);
  return unread === 0 ? 0 : 2;
}

/** A message as JSON carries it. */
const plain = ({ id, by, sentAt, content }: CheckedMessage) => ({
  id,
  by,
  sentAt,
  ...(content.kind === 'open'
    ? { text: content.body.text, replyTo: content.body.replyTo, attachments: content.body.attachments }
    : { problem: content.kind === 'wrong' ? content.error.toJSON() : content.kind }),
});

function linesOf({ id, by, sentAt, content }: CheckedMessage, saved: ReadonlyMap<string, string>): string[] {
  const head = `${new Date(sentAt * 1_000).toISOString()}  ${by}  ${id}`;
  if (content.kind === 'wrong') return [head, `  (${content.error.code}: ${content.error.message})`];
  if (content.kind !== 'open') return [head, '  (The node does not hold the text yet.)'];
  const { body } = content;
  return [
    head,
    ...body.text.split(/\r\n|\r|\n/).map((line) => `  ${line}`),
    ...body.attachments.map(
      ({ digest, width, height, type }) => `  [${type}, ${width} × ${height}] ${saved.get(digest) ?? digest}`,
    ),
  ];
}

/** Opens each picture and writes it into a folder. @returns the files by the digests of the pictures */
async function savePictures(
  { client, open }: OrderParty,
  messages: readonly CheckedMessage[],
  folder: string,
): Promise<Map<string, string>> {
  await mkdir(folder, { recursive: true });
  const saved = new Map<string, string>();
  const named = messages.flatMap(({ content }) => (content.kind === 'open' ? content.body.attachments : []));
  for (const attachment of named) {
    const bytes = await readSealed(client, attachment.digest);
    const picture = unwrap(await open((identity) => decryptAttachment(bytes, attachment, identity)));
    const file = join(folder, nameOf(attachment));
    await writeFile(file, picture);
    saved.set(attachment.digest, file);
  }
  return saved;
}

const nameOf = ({ digest, type }: Attachment): string => `${digest.slice(2, 18)}.${type.replace('image/', '')}`;
