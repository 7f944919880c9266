import type { FunctionComponent } from 'preact';
import type { ShopDetail } from '../../../protocol/api/shop.ts';
import type { Connection } from '../../wallet/session.ts';
import type { IslandView, PageParts } from '../mount.ts';
import type { ChainProps } from '../props.ts';
import type { IslandWords } from '../words.ts';

/** What every island of sellers gets, with or without a shop. */
export interface SellerProps {
  words: IslandWords<'desk'>;
  walletWords: IslandWords<'wallet'>;
  view: IslandView;
  page: PageParts;
  chain: ChainProps;
  connection: Connection;
}

/** Whose the desk is to the reader: staff are publishers, who list goods and see orders, and cannot move money. */
export type DeskRole = 'owner' | 'staff';

/** What every page of the desk gets. */
export interface DeskProps extends SellerProps {
  shop: ShopDetail;
  role: DeskRole;
  /** Something changed on the chain: read the shop again. */
  onDone: () => void;
}

/** A page of the desk. */
export type DeskPage = FunctionComponent<DeskProps>;

/** A module of a page: loads what else the page needs, such as words of its own. */
export interface DeskPageModule {
  load: (view: IslandView) => Promise<DeskPage> | DeskPage;
}
