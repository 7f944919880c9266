import { batch, type ReadonlySignal, signal } from '@preact/signals-core';
import type { Page } from '../../../protocol/api/common.ts';
import type { MessageView } from '../../../protocol/api/message.ts';
import {
  type CheckedMessage,
  type CheckPorts,
  checkMessage,
  type OpenWithKeys,
  openMessage,
  type Parties,
} from '../../../protocol/checked-message.ts';
import type { VouchError } from '../../../protocol/errors.ts';
import { asVouchError } from '../wallet/error-note.tsx';

/** Milliseconds between two questions for new messages, while there are any and when there are none. */
const SOONEST = 4_000;
const LATEST = 60_000;

export interface ThreadParts {
  parties: Parties;
  ports: CheckPorts;
  /** Reads a page of the order's messages from the node, the newest first. */
  list: (cursor: string | null) => Promise<Page<MessageView>>;
  /** Unix seconds. */
  now: () => number;
  /** True while nobody looks at the page. */
  hidden: () => boolean;
}

/** The messages of one order, checked, and kept fresh while it runs. */
export interface Thread {
  /** Oldest first; null until they were read once. */
  messages: ReadonlySignal<readonly CheckedMessage[] | null>;
  /** Why the newest question failed; null once one succeeds. */
  error: ReadonlySignal<VouchError | null>;
  /** When the messages were read last, in Unix seconds. */
  readAt: ReadonlySignal<number | null>;
  refresh: () => Promise<void>;
  /** Opens what was written, now and from now on. */
  openWith: (open: OpenWithKeys) => Promise<void>;
  start: () => void;
  stop: () => void;
}

/** What is known of a message need not be found out again, but whether its text has arrived. */
const isSettled = (known: CheckedMessage | undefined, view: MessageView): boolean =>
  known !== undefined && (known.content.kind !== 'awaited' || !view.body.held);

const bySending = (a: CheckedMessage, b: CheckedMessage): number =>
  a.sentAt - b.sentAt || (a.id < b.id ? -1 : Number(a.id > b.id));

/** Other bytes than were asked for, and a wallet's no, are shown at the message; a node that does not answer is asked again. */
const isLasting = ({ code }: VouchError): boolean => code === 'block.hash_mismatch' || /^(wallet|mailbox)\./.test(code);

/**
 * Makes the thread of an order.
 * @param parts order, node and clock
 */
export function createThread({ parties, ports, list, now, hidden }: ThreadParts): Thread {
  const messages = signal<readonly CheckedMessage[] | null>(null);
  const error = signal<VouchError | null>(null);
  const readAt = signal<number | null>(null);
  let keys: OpenWithKeys | null = null;
  let delay = SOONEST;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = false;
  let reading: Promise<void> | null = null;

  const opened = async (checked: CheckedMessage): Promise<{ message: CheckedMessage; failure?: VouchError }> => {
    if (keys === null) return { message: checked };
    try {
      return { message: await openMessage(checked, ports, keys) };
    } catch (cause) {
      const failure = asVouchError(cause);
      if (!isLasting(failure)) return { message: checked, failure };
      return { message: { ...checked, content: { kind: 'wrong', error: failure } } };
    }
  };

  /** Reads from the newest on, until it comes to a page that brings nothing new. */
  const listNew = async (known: ReadonlyMap<string, CheckedMessage>): Promise<MessageView[]> => {
    const found: MessageView[] = [];
    let cursor: string | null = null;
    do {
      const page: Page<MessageView> = await list(cursor);
      const fresh = page.items.filter((view) => !isSettled(known.get(view.id), view));
      found.push(...fresh);
      cursor = fresh.length === 0 ? null : page.nextCursor;
    } while (cursor !== null);
    return found;
  };

  const read = async (): Promise<void> => {
    const known = new Map((messages.value ?? []).map((message) => [message.id, message]));
    const next = new Map(known);
    let failed: VouchError | null = null;
    for (const view of await listNew(known)) next.set(view.id, await checkMessage(view, parties, ports));
    for (const checked of next.values()) {
      const { message, failure } = await opened(checked);
      next.set(message.id, message);
      failed ??= failure ?? null;
    }
    const changed = next.size !== known.size || [...next.values()].some((message) => message !== known.get(message.id));
    batch(() => {
      if (changed || messages.value === null) messages.value = [...next.values()].sort(bySending);
      readAt.value = now();
      error.value = failed;
    });
    delay = changed ? SOONEST : Math.min(LATEST, delay * 2);
  };

  const readOnce = async (): Promise<void> => {
    reading ??= read().finally(() => {
      reading = null;
    });
    try {
      await reading;
    } catch (cause) {
      error.value = asVouchError(cause);
      delay = Math.min(LATEST, delay * 2);
    }
  };

  const plan = (): void => {
    clearTimeout(timer);
    if (!running) return;
    timer = setTimeout(() => {
      const asked = hidden() ? Promise.resolve() : readOnce();
      void asked.finally(plan);
    }, delay);
  };

  const refresh = async (): Promise<void> => {
    delay = SOONEST;
    // What is being read may be older than what the caller has just done.
    if (reading !== null) await readOnce();
    await readOnce();
    plan();
  };

  return {
    messages,
    error,
    readAt,
    refresh,
    openWith: async (open) => {
      keys = open;
      await refresh();
    },
    start: () => {
      running = true;
      void refresh();
    },
    stop: () => {
      running = false;
      clearTimeout(timer);
    },
  };
}
