import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { CID } from 'multiformats/cid';
import { type Block, encodeDocument } from '../../protocol/block.ts';
import type { CatalogueEntry, TreeNode } from '../../protocol/catalogue.ts';
import { buildCatalogue, type CatalogueMemo } from '../../protocol/catalogue-build.ts';
import { limits } from '../../protocol/limits.ts';
import { buildTree, compareKeys, createTreeMemo, decodeTreeNode } from '../../protocol/tree.ts';
import { diffTree } from '../../protocol/tree-diff.ts';
import { addressOf, documentCid, entry } from './samples.ts';

const named = (handle: string, priceUnits = '5'): CatalogueEntry =>
  entry({ handle, offers: [{ code: 'M', priceUnits, maxSold: 1 }] });
const handles = (count: number) =>
  Array.from({ length: count }, (_, index) => `item-${index.toString().padStart(5, '0')}`);
const handleOf = fc.stringMatching(/^[a-z0-9]{1,6}$/);
const handleSets = fc.uniqueArray(handleOf, { minLength: 1, maxLength: 120 });

/** Holds blocks and counts what is read. */
function createStore() {
  const blocks = new Map<string, Uint8Array>();
  const read: string[] = [];
  return {
    read,
    put: ({ cid, bytes }: Block) => {
      blocks.set(cid.toString(), bytes);
    },
    node: (node: object): CID => {
      const block = encodeDocument(node);
      blocks.set(block.cid.toString(), block.bytes);
      return block.cid;
    },
    get: async (cids: CID[]) => {
      read.push(...cids.map(String));
      // Safety: a missing block is what one test asks for.
      return cids.map((cid) => blocks.get(cid.toString()) as Uint8Array);
    },
    size: (cid: CID) => blocks.get(cid.toString())?.length ?? 0,
  };
}
type Store = ReturnType<typeof createStore>;
const most = { nodes: 100_000, bytes: 1e9 };
const diff = (store: Store, oldRoot: CID | null, newRoot: CID, bounds = most) =>
  diffTree({ oldRoot, newRoot, get: store.get, most: bounds });

test('equal catalogues have equal roots, whatever the order of their entries', () => {
  fc.assert(
    fc.property(handleSets, fc.integer(), (names, seed) => {
      const shuffled = [...names].sort((a, b) => compareKeys(`${seed}${a}`.slice(-3), `${seed}${b}`.slice(-3)));
      const root = (list: string[]) =>
        buildTree(
          list.map((name) => named(name)),
          () => undefined,
        ).toString();
      assert.equal(root(shuffled.reverse()), root(names));
    }),
    { numRuns: 30 },
  );
});

type Change = { kind: 'put' | 'delete'; handle: string; price: string };
const changes = fc.array(
  fc.record<Change>({
    kind: fc.constantFrom('put', 'put', 'delete'),
    // A small set of handles, so that edits and deletes meet what is there.
    handle: fc.nat({ max: 400 }).map((number) => `item-${number}`),
    price: fc.constantFrom('5', '6', '7'),
  }),
  { minLength: 1, maxLength: 60 },
);

test('inserts, edits and deletes in any order give the tree and the offers of building from scratch', async () => {
  const shop = addressOf('a1');
  const build = (entries: CatalogueEntry[], memo?: CatalogueMemo) =>
    buildCatalogue({ shop, version: 1, previous: null, profile: null, entries, memo });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 300 }), changes, async (size, all) => {
      const store = createStore();
      const memo = { tree: createTreeMemo() };
      const plain = new Map(handles(size).map((handle) => [handle, named(handle)]));
      for (const block of build([...plain.values()], memo).blocks) store.put(block);
      for (const { kind, handle, price } of all) {
        if (kind === 'put') plain.set(handle, named(handle, price));
        else if (plain.size > 1) plain.delete(handle);
        const built = build([...plain.values()], memo);
        for (const block of built.blocks) store.put(block);
        // A key closes or opens a node or two on each level; nothing else is touched.
        assert.ok(built.blocks.length <= 3 * limits.treeDepth, `${built.blocks.length} blocks`);
        const inOrder = [...plain.values()].sort((a, b) => compareKeys(b.handle, a.handle));
        assert.deepEqual(built.signed, build(inOrder).signed);
      }
      const { root } = build([...plain.values()]);
      const read = await diff(store, null, root.tree);
      assert.deepEqual(
        new Map(read.changed.map((each) => [each.handle, each])),
        new Map([...plain].sort(([a], [b]) => compareKeys(a, b))),
      );
    }),
    { numRuns: 20 },
  );
});

test('listings of a large shop edited one by one move a few small nodes each', async () => {
  const store = createStore();
  const memo = createTreeMemo();
  const entries = handles(3_000).map((handle) => named(handle));
  let root = buildTree(entries, store.put, memo);
  for (let edit = 0; edit < 300; edit++) {
    const at = (edit * 613) % entries.length;
    entries[at] = named(entries[at]!.handle, String(edit + 6));
    const put: Block[] = [];
    const next = buildTree(entries, (block) => put.push(block), memo);
    put.forEach(store.put);
    const bytes = put.reduce((sum, block) => sum + block.bytes.length, 0);
    assert.ok(put.length <= limits.treeDepth && bytes <= 15_000, `${put.length} nodes, ${bytes} bytes`);
    if (edit % 30 === 0) {
      const { changed, removed } = await diff(store, root, next);
      assert.deepEqual([changed.map(({ handle }) => handle), removed], [[entries[at]!.handle], []]);
    }
    root = next;
  }
  assert.equal(root.toString(), buildTree(entries, () => undefined).toString());
});

test('the whole tree is read back in the order of its handles', async () => {
  const store = createStore();
  const names = handles(2_000);
  const root = buildTree(
    [...names].reverse().map((name) => named(name)),
    store.put,
  );
  const all = await diff(store, null, root);
  assert.deepEqual(
    all.changed.map(({ handle }) => handle),
    names,
  );
  assert.deepEqual([all.removed, all.replaced, all.droppedNodes], [[], [], []]);
  assert.equal(all.addedNodes.length, new Set(store.read).size);
});

test('the difference of any two catalogues is exactly what changed', async () => {
  const catalogue = fc.uniqueArray(fc.tuple(handleOf, fc.constantFrom('5', '6')), {
    minLength: 1,
    maxLength: 150,
    selector: ([name]) => name,
  });
  await fc.assert(
    fc.asyncProperty(catalogue, catalogue, async (before, after) => {
      const store = createStore();
      const oldRoot = buildTree(
        before.map(([name, price]) => named(name, price)),
        store.put,
      );
      const newRoot = buildTree(
        after.map(([name, price]) => named(name, price)),
        store.put,
      );
      const found = await diff(store, oldRoot, newRoot);
      const old = new Map(before);
      const current = new Map(after);
      const changed = after.filter(([name, price]) => old.get(name) !== price).map(([name]) => name);
      assert.deepEqual(
        found.changed.map(({ handle }) => handle),
        changed.sort(compareKeys),
      );
      assert.deepEqual(
        found.removed.sort(compareKeys),
        before
          .map(([name]) => name)
          .filter((name) => !current.has(name))
          .sort(compareKeys),
      );
      const replaced = before.filter(([name, price]) => current.get(name) !== price).map(([name]) => name);
      assert.deepEqual(found.replaced.map(({ handle }) => handle).sort(compareKeys), replaced.sort(compareKeys));
    }),
    { numRuns: 60 },
  );
});

test('a tree of another height is compared too', async () => {
  const store = createStore();
  const small = buildTree([named('a')], store.put);
  const large = buildTree([named('a'), ...handles(500).map((name) => named(name))], store.put);
  const grown = await diff(store, small, large);
  assert.deepEqual([grown.changed.length, grown.removed.length], [500, 0]);
  const shrunk = await diff(store, large, small);
  assert.deepEqual([shrunk.changed.length, shrunk.removed.length], [0, 500]);
  assert.deepEqual(await diff(store, large, large), {
    changed: [],
    removed: [],
    replaced: [],
    addedNodes: [],
    droppedNodes: [],
  });
});

test('an edit of one listing among 10,000 changes a few small nodes', async () => {
  const store = createStore();
  const names = handles(10_000);
  const oldRoot = buildTree(
    names.map((name) => named(name)),
    store.put,
  );
  const newRoot = buildTree(
    names.map((name) => named(name, name === 'item-04711' ? '6' : '5')),
    store.put,
  );
  const { changed, addedNodes } = await diff(store, oldRoot, newRoot);
  assert.deepEqual(
    changed.map(({ handle }) => handle),
    ['item-04711'],
  );
  assert.ok(addedNodes.length <= limits.treeDepth);
  const bytes = addedNodes.reduce((sum, cid) => sum + store.size(cid), 0);
  assert.ok(bytes <= 15_000, `${bytes} bytes`);
});

test('a walk stops at its bounds of nodes and of bytes', async () => {
  const store = createStore();
  const root = buildTree(
    handles(1_000).map((name) => named(name)),
    store.put,
  );
  const { addedNodes } = await diff(store, null, root);
  const bytes = addedNodes.reduce((sum, cid) => sum + store.size(cid), 0);
  const exact = { nodes: addedNodes.length, bytes };
  assert.equal((await diff(store, null, root, exact)).changed.length, 1_000);
  await assert.rejects(diff(store, null, root, { ...exact, nodes: exact.nodes - 1 }), { code: 'tree.too_large' });
  await assert.rejects(diff(store, null, root, { ...exact, bytes: exact.bytes - 1 }), { code: 'tree.too_large' });
});

test('nodes that do not fit their place are refused', async () => {
  const store = createStore();
  const leaf = (...names: string[]): TreeNode => ({ v: 1, type: 'leaf', entries: names.map((name) => named(name)) });
  const branch = (level: number, ...children: [string, object][]) => ({
    v: 1,
    type: 'branch',
    level,
    children: children.map(([first, node]) => ({ first, cid: store.node(node) })),
  });
  const cases: [string, object][] = [
    ['tree.unordered', leaf('b', 'a')],
    ['tree.unordered', leaf('a', 'a')],
    ['tree.unordered', branch(1, ['b', leaf('b')], ['a', leaf('a')])],
    ['tree.unordered', branch(1, ['a', leaf('b')])],
    ['tree.unordered', branch(1, ['a', leaf('a', 'c')], ['b', leaf('b')])],
    ['tree.unordered', branch(1, ['a', leaf('a')], ['a', leaf('a')])],
    ['tree.too_deep', branch(2, ['a', leaf('a')])],
    ['tree.too_deep', branch(1, ['a', branch(1, ['a', leaf('a')])])],
    ['tree.too_deep', branch(limits.treeDepth, ['a', leaf('a')])],
    ['tree.invalid', { v: 1, type: 'leaf', entries: [] }],
    ['tree.invalid', branch(1, ['Not A Handle', leaf('a')])],
  ];
  for (const [code, node] of cases)
    await assert.rejects(diff(store, null, store.node(node)), { code }, JSON.stringify(node));
});

test('a missing node is an error that may pass', async () => {
  const store = createStore();
  await assert.rejects(diff(store, null, documentCid('01')), { code: 'catalogue.block_missing', retryable: true });
  const root = store.node({ v: 1, type: 'branch', level: 1, children: [{ first: 'a', cid: documentCid('01') }] });
  await assert.rejects(diff(store, null, root), { code: 'catalogue.block_missing' });
});

test('catalogues that cannot be are refused before a block is made', () => {
  const never = () => assert.fail('made a block');
  assert.throws(() => buildTree([], never), { code: 'catalogue.empty' });
  assert.throws(() => buildTree([named('a'), named('b'), named('a')], never), { code: 'catalogue.handle_repeated' });
  const repeated = named('a');
  const many = Array.from({ length: limits.catalogueListings + 1 }, () => repeated);
  assert.throws(() => buildTree(many, never), { code: 'catalogue.too_many_listings' });
});

test('every node is canonical and small, children come before parents', () => {
  const made = new Set<string>();
  const root = buildTree(
    handles(3_000).map((name) => named(name)),
    ({ cid, bytes }) => {
      const node = decodeTreeNode(bytes);
      assert.ok(node.ok);
      if (node.value.type === 'branch')
        for (const child of node.value.children) assert.ok(made.has(child.cid.toString()));
      made.add(cid.toString());
    },
  );
  assert.ok(made.has(root.toString()));
});

test('the most and largest entries that a catalogue may have stay within the depth', () => {
  const offers = Array.from({ length: limits.variants }, (_, index) => ({
    code: `${index}`,
    priceUnits: '1',
    maxSold: 1,
  }));
  const largest = entry({ offers });
  let deepest = 0;
  const count = 3_000;
  buildTree(
    handles(count).map((handle) => ({ ...largest, handle })),
    ({ bytes }) => {
      const node = decodeTreeNode(bytes);
      assert.ok(node.ok);
      if (node.value.type === 'branch') deepest = Math.max(deepest, node.value.level);
      else assert.equal(node.value.entries.length, 1);
    },
  );
  // Each entry fills a leaf, and each further level divides by six at least.
  const levels = (leaves: number): number => (leaves <= 1 ? 0 : 1 + levels(Math.ceil(leaves / 6)));
  assert.ok(deepest <= levels(count));
  assert.ok(levels(limits.catalogueListings) < limits.treeDepth);
});
