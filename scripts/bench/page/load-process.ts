import { connect, type Socket } from 'node:net';

/** Asks a server on this machine for the same page again and again, over a few kept connections. */
export interface LoadInput {
  port: number;
  path: string;
  connections: number;
  /** Requests that are not counted, and those that are. */
  warm: number;
  requests: number;
  /** Adds a parameter that differs each time, so that nothing that is kept fits. */
  unique?: boolean;
}

export interface LoadFigures {
  /** Requests in a second. */
  perSecond: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  /** Body of one answer, as it is sent. */
  bytes: number;
  /** Answers that were no 200. */
  failed: number;
}

const HEAD_END = Buffer.from('\r\n\r\n');
const CHUNKS_END = Buffer.from('0\r\n\r\n');
const input = JSON.parse(process.argv[2] ?? '') as LoadInput;
const took: number[] = [];
let started = 0;
let failed = 0;
let bytes = 0;

function requestBytes(): string {
  const number = started;
  const separator = input.path.includes('?') ? '&' : '?';
  const path = input.unique ? `${input.path}${separator}visit=${number}` : input.path;
  return `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\nAccept-Language: en\r\nAccept-Encoding: br\r\n\r\n`;
}

/** Reads one answer at a time: its status, and where it ends. */
async function runConnection(total: number): Promise<void> {
  const socket: Socket = connect({ host: '127.0.0.1', port: input.port, noDelay: true });
  let held: Buffer = Buffer.alloc(0);
  let wake = (): void => undefined;
  socket.on('data', (part: Buffer) => {
    held = held.length === 0 ? part : Buffer.concat([held, part]);
    wake();
  });
  const more = () =>
    new Promise<void>((resolve, reject) => {
      wake = resolve;
      socket.once('error', reject).once('close', () => reject(new Error('the server closed a connection')));
    });
  socket.setMaxListeners(0);
  while (started < total) {
    const isCounted = started >= input.warm;
    const request = requestBytes();
    started += 1;
    const began = performance.now();
    socket.write(request);
    let head = held.indexOf(HEAD_END);
    for (; head < 0; head = held.indexOf(HEAD_END)) await more();
    const text = held.toString('latin1', 0, head);
    const length = /content-length: (\d+)/i.exec(text)?.[1];
    const status = Number(text.slice(9, 12));
    let end = head + HEAD_END.length + Number(length);
    if (length === undefined) {
      // Sent in chunks: nothing follows the last one, since one request is under way at a time.
      while (!held.subarray(-CHUNKS_END.length).equals(CHUNKS_END)) await more();
      end = held.length;
    } else while (held.length < end) await more();
    bytes = end - head - HEAD_END.length;
    held = held.subarray(end);
    if (isCounted) took.push(performance.now() - began);
    if (status !== 200) failed += 1;
  }
  socket.removeAllListeners('close').destroy();
}

const run = async (total: number) => {
  await Promise.all(Array.from({ length: input.connections }, () => runConnection(total)));
};
await run(input.warm);
const began = performance.now();
await run(input.warm + input.requests);
const wall = performance.now() - began;
const sorted = took.sort((a, b) => a - b);
const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
process.send?.({
  perSecond: (took.length / wall) * 1_000,
  p50: at(0.5),
  p99: at(0.99),
  bytes,
  failed,
} satisfies LoadFigures);
process.disconnect();
