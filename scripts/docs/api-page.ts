import { describedServer } from './described-server.ts';

interface Operation {
  tags?: string[];
  summary?: string;
  parameters?: { name: string; in: string; required?: boolean }[];
  requestBody?: { content: Record<string, unknown> };
}
interface Document {
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, Operation>>;
}

/** The OpenAPI document of a node, as text. */
export async function openapiSnapshot(): Promise<string> {
  const { server } = await describedServer();
  return `${JSON.stringify(server.swagger(), null, 2)}\n`;
}

/** The page of all routes, from the OpenAPI document. */
export async function apiPage(): Promise<string> {
  const { server } = await describedServer();
  // Safety: the members that are read are those that OpenAPI has.
  const { tags, paths } = server.swagger() as unknown as Document;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const sections = tags.map(({ name, description }) => {
    const rows = operations
      .filter(({ operation }) => operation.tags?.includes(name))
      .map(
        ({ path, method, operation }) =>
          `| \`${method.toUpperCase()} ${path}\` | ${operation.summary ?? ''} | ${takes(operation)} |`,
      );
    return `### ${description}\n\n| request | what | takes |\n| --- | --- | --- |\n${rows.join('\n')}`;
  });
  return `# HTTP API

Generated from the routes of \`node/api/\` by \`npm run docs\`. The same routes describe themselves at \`/openapi.json\`, with
every field; \`test/snapshots/openapi.json\` is that document, so that no change of it goes unseen.

- **Amounts** are decimal strings of token units, never numbers. Times are Unix seconds. Addresses and digests are
  lower-case hex; letter case in a request does not matter.
- **Lists** take \`q\` where words are searched, \`limit\` (1 to 100, 20 by default) and \`cursor\`: pass the \`nextCursor\` of
  the page before; it is \`null\` at the end.
- **Problems** are \`application/problem+json\` (RFC 9457) with \`code\`, \`hint\`, \`retryable\` and, where there are such,
  \`details.field\` and \`details.limit\`. All codes are in [errors.md](errors.md). \`instance\` is the request's ID in the
  node's log, and the header \`x-request-id\` has it on every answer.
- **Other origins** may read everything below \`/api/v1\` and the gateway; nothing takes cookies.
- **Nothing is believed.** A block is what its CID says; a catalogue is what its shop signed; an order is what the chain
  says. A program that does not trust a node checks the same things as the pages do.

${sections.join('\n\n')}

### Besides

| request | what |
| --- | --- |
| \`POST /rpc\` | passes JSON-RPC that reads the chain, and signed transactions, to the node's chain |
| \`GET /image/{cid}\` | a published picture, for \`img\` elements |
| \`GET /api/v1/shops/{address}/site.car\` | the whole shop as a static site: a UnixFS folder whose CID is in \`x-ipfs-roots\`, at most 1,000 listings and 128 MiB, one at a time |
| \`POST /mcp\` | read-only tools for agents by the Model Context Protocol (streamable HTTP, no sessions): \`search_listings\`, \`get_listing\`, \`get_shop_trust\`, \`list_reviews\`, \`get_order\`; 240 calls a minute |
| \`GET /.well-known/ucp\`, \`POST /ucp/v1/catalog/search\`, \`/lookup\` | catalogue of the Universal Commerce Protocol, read-only |
| \`GET /sitemap.xml\`, \`/robots.txt\`, \`/llms.txt\` | what search engines and agents look for first |
| \`GET /metrics\` | numbers for Prometheus, see [operators.md](operators.md) |
| \`GET /openapi.json\` | this page for programs |
`;
}

/** Query parameters, or content types of the body. */
function takes({ parameters = [], requestBody }: Operation): string {
  const query = parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => `\`${name}\``);
  const body = Object.keys(requestBody?.content ?? {}).map((type) => `\`${type}\``);
  return [...query, ...body].join(', ');
}
