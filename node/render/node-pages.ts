import { SOURCE_PATH } from '../source/source-archive.ts';
import type { PageParts, PagesByRoute } from './page-parts.ts';
import { pageQuery } from './page-queries.ts';

const HOSTS = 50;

/** Pages of this node, of the others, and of how to run one. */
export function nodePages({ context, unlessBusy }: PageParts): PagesByRoute {
  const { config, queries } = context;
  return {
    // The endpoint may name the operator's key at a provider: only that of a chain on this machine is told.
    '/host': async () => {
      const { bytes, sha256 } = await context.source.read();
      return {
        page: 'host',
        rpcUrl: (config.demo ? context.rpcUrls()[0] : undefined) ?? null,
        source: { path: SOURCE_PATH, bytes: bytes.length, sha256 },
      };
    },

    '/hosts': async ({ query }) => {
      const { cursor } = pageQuery.parse(query);
      const hosts = await queries.listHosts({ limit: HOSTS, ...(cursor === null ? {} : { cursor }) });
      return { page: 'hosts', hosts };
    },

    '/network': async () => {
      const { block, finalized, chainHead, synced, halted, confirmed, endpoints, lastError } = context.health();
      const [network, state] = await Promise.all([context.network(), unlessBusy(context.state())]);
      return {
        page: 'network',
        network,
        state: state ?? null,
        health: {
          block,
          finalized,
          chainHead,
          synced,
          halted,
          confirmed,
          endpoints: endpoints.map(({ name, state: answers, head, milliseconds }) => ({
            name,
            state: answers,
            head,
            milliseconds,
          })),
          problem: lastError?.code ?? null,
        },
      };
    },

    '/policy': async () => ({ page: 'policy', policy: context.policy.view() }),

    '/design': async () => {
      const [listings, shops] = await Promise.all([queries.mixedListings(2), queries.listShops({ limit: 1 })]);
      return { page: 'design', listings, shops: shops.items };
    },
  };
}
