import type { common } from '../locales/en/common.ts';
import type { View } from '../view.ts';
import type { DemoWallet } from '../wallet/demo/demo-wallet.ts';
import type { Session } from '../wallet/session.ts';
import type { TransactionRecords } from '../wallet/transaction-records.ts';
import type { CartStore } from './cart/cart-store.ts';
import type { PageMemory } from './page-memory.ts';
import type { IslandName, IslandProps } from './props.ts';

/** What every island speaks with in the browser. */
export type IslandView = View<keyof typeof common>;

/** What the islands of one page share. */
export interface PageParts {
  session: Session;
  cart: CartStore;
  records: TransactionRecords;
  /** What was made once for this page, such as keys. */
  memory: PageMemory;
  /** Starts the islands in what was just put into the page. */
  mountIslands: (root: ParentNode) => Promise<void>;
  /** The demo wallet, on a demo market only. */
  demo: Promise<DemoWallet | null>;
}

export interface MountParameters<N extends IslandName> {
  /** The element that the server rendered, still with what it showed. */
  element: HTMLElement;
  props: IslandProps[N];
  view: IslandView;
  page: PageParts;
}

/** The props that came with an event `fresh`: what the server writes for this island now. */
export const propsIn = <N extends IslandName>(event: Event): IslandProps[N] =>
  // Safety: only the island that keeps the page fresh sends it, with what the server wrote for this island.
  JSON.parse((event as CustomEvent<string>).detail) as IslandProps[N];

/**
 * A module of an island: takes its element over. Islands of the pages that everyone reads are plain DOM code, so that
 * those pages load little; islands that need a wallet are Preact components.
 */
export interface IslandModule<N extends IslandName> {
  mount: (parameters: MountParameters<N>) => void | Promise<void>;
}
