/** Words of an exported shop: its pages lie anywhere, and lead to a node. */
export const site = {
  'site.note':
    'A copy of this shop for reading. Your browser checks titles, prices and pictures against the shop’s signature.',
  'site.node': 'Buy and see what is new at {node}',
} as const;
