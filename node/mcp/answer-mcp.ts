import { z } from 'zod';
import { VouchError } from '../../protocol/errors.ts';
import { version } from '../version.ts';
import { type ToolContext, tools } from './tools.ts';

/** Versions of the Model Context Protocol that are spoken here, the newest first. */
export const mcpVersions = ['2025-11-25', '2025-06-18', '2025-03-26'] as const;

const idSchema = z.union([z.string().max(200), z.number()]);
/** One message; batches are no part of the newer versions. Without an ID it wants no answer. */
export const mcpMessage = z.object({
  jsonrpc: z.literal('2.0'),
  id: idSchema.optional(),
  method: z.string().max(100),
  params: z.record(z.string(), z.unknown()).optional(),
});
export type McpMessage = z.infer<typeof mcpMessage>;

/** Codes of JSON-RPC. */
const METHOD_NOT_FOUND = -32_601;
const INVALID_PARAMS = -32_602;

/** A JSON-RPC answer. */
export type McpAnswer = { jsonrpc: '2.0'; id: string | number } & (
  | { result: Record<string, unknown> }
  | { error: { code: number; message: string } }
);

const called = z.object({ name: z.string().max(100), arguments: z.record(z.string(), z.unknown()).default({}) });

const described = tools.map(({ name, title, description, input }) => ({
  name,
  title,
  description,
  inputSchema: z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
}));

/**
 * Answers one message of an agent. No session is kept: every message stands for itself.
 * @returns undefined for a notification
 * @throws what a tool throws that is no VouchError
 */
export async function answerMcp(context: ToolContext, message: McpMessage): Promise<McpAnswer | undefined> {
  const { id, method, params = {} } = message;
  if (id === undefined) return undefined;
  const result = (value: Record<string, unknown>): McpAnswer => ({ jsonrpc: '2.0', id, result: value });
  const error = (code: number, text: string): McpAnswer => ({ jsonrpc: '2.0', id, error: { code, message: text } });
  switch (method) {
    case 'initialize':
      return result({
        protocolVersion: mcpVersions.find((each) => each === params.protocolVersion) ?? mcpVersions[0],
        capabilities: { tools: { listChanged: false } },
        serverInfo: { name: 'vouch', title: 'Vouch market', version },
        instructions:
          'Reads a decentralised market: listings, what stands behind a shop, reviews of paid orders, orders. Nothing here buys or changes anything; people buy with their wallet at the given addresses.',
      });
    case 'ping':
      return result({});
    case 'tools/list':
      return result({ tools: described });
    case 'tools/call': {
      const call = called.safeParse(params);
      const tool = tools.find(({ name }) => name === call.data?.name);
      if (!call.success || tool === undefined) return error(INVALID_PARAMS, 'There is no such tool.');
      const input = tool.input.safeParse(call.data.arguments);
      if (!input.success) return error(INVALID_PARAMS, z.prettifyError(input.error));
      try {
        const value = await tool.run(context, input.data);
        return result({ content: [{ type: 'text', text: JSON.stringify(value) }], structuredContent: value });
      } catch (thrown) {
        if (!(thrown instanceof VouchError)) throw thrown;
        const { code, message: text, hint, retryable } = thrown.toJSON();
        return result({
          content: [{ type: 'text', text: JSON.stringify({ code, message: text, hint, retryable }) }],
          isError: true,
        });
      }
    }
    default:
      return error(METHOD_NOT_FOUND, 'This endpoint has tools to read, and nothing else.');
  }
}
