/** Version of the Universal Commerce Protocol that the profile follows. */
export const UCP_VERSION = '2026-04-08';

const spec = `https://ucp.dev/${UCP_VERSION}`;

/** What this node can do of the protocol: its catalogue is read, buying needs a wallet and is not among it. */
export const ucpCapabilities = {
  'dev.ucp.shopping.catalog.search': [
    {
      version: UCP_VERSION,
      spec: `${spec}/specification/catalog/search`,
      schema: `${spec}/schemas/shopping/catalog_search.json`,
    },
  ],
  'dev.ucp.shopping.catalog.lookup': [
    {
      version: UCP_VERSION,
      spec: `${spec}/specification/catalog/lookup`,
      schema: `${spec}/schemas/shopping/catalog_lookup.json`,
    },
  ],
} as const;

/** The discovery document. @param origin address of the node without a slash at its end */
export const ucpProfile = (origin: string): Record<string, unknown> => ({
  ucp: {
    version: UCP_VERSION,
    services: {
      'dev.ucp.shopping': [
        {
          version: UCP_VERSION,
          transport: 'rest',
          endpoint: `${origin}/ucp/v1`,
          spec: `${spec}/specification/overview`,
          schema: `${spec}/services/shopping/rest.openapi.json`,
        },
      ],
    },
    capabilities: ucpCapabilities,
    payment_handlers: {},
  },
});
