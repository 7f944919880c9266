import { request as httpRequest } from 'node:http';
import { ownUsage } from './measured-process.ts';

/** Fetches all logs of the followed contracts in ranges, parses them, and does nothing with them. */
export interface FloorInput {
  url: string;
  addresses: readonly string[];
  from: number;
  to: number;
  /** Blocks in one request. */
  span: number;
}

export interface FloorFigures {
  cpu: number;
  peak: number;
  /** Milliseconds from the first request to the last parsed answer. */
  loop: number;
  logs: number;
  bytes: number;
  /** Milliseconds of it that JSON.parse took. */
  parse: number;
}

const input = JSON.parse(process.argv[2] ?? '') as FloorInput;
const hexOf = (number: number) => `0x${number.toString(16)}`;

const post = async (body: string): Promise<Buffer> =>
  await new Promise((resolve, reject) => {
    const asked = httpRequest(
      input.url,
      { method: 'POST', headers: { 'content-type': 'application/json' } },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () => resolve(Buffer.concat(parts)));
      },
    );
    asked.on('error', reject);
    asked.end(body);
  });

const began = performance.now();
const figures = { logs: 0, bytes: 0, parse: 0 };
for (let from = input.from; from <= input.to; from += input.span) {
  const to = Math.min(input.to, from + input.span - 1);
  const filter = { address: input.addresses, fromBlock: hexOf(from), toBlock: hexOf(to) };
  const bytes = await post(JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_getLogs', params: [filter] }));
  const parsing = performance.now();
  const { result } = JSON.parse(bytes.toString()) as { result: unknown[] };
  figures.parse += performance.now() - parsing;
  figures.logs += result.length;
  figures.bytes += bytes.length;
}
process.send?.({ ...ownUsage(), ...figures, loop: performance.now() - began } satisfies FloorFigures);
process.disconnect();
