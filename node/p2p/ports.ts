import type { CID } from 'multiformats/cid';
import type { CatalogueUpdate } from '../../protocol/catalogue-update.ts';
import type { Head } from '../../protocol/head.ts';
import type { Address, Hex } from '../../protocol/primitives.ts';
import type { Quota } from '../../protocol/quota.ts';

/** What the chain says about who may sign for a shop. */
export interface Publishing {
  /** True when the signer is the shop itself or one of its publishers. */
  mayPublish: boolean;
  /** Catalogues below this version are cancelled. */
  lowestVersion: number;
  /** What the shop anchored on chain last; null when it anchored nothing. */
  anchored: Anchor | null;
}

/** A catalogue that a shop named on chain: older ones and others of its version are refused. */
export interface Anchor {
  version: number;
  /** SHA-256 digest of the root block. */
  root: Hex;
}

/** Outcome of asking a contract account about a signature (ERC-1271). */
export type ContractSignature = 'valid' | 'invalid' | 'no_contract';

/** The chain as the network needs it. Answers come from the indexer's rows, so they are cheap; a lag only delays a head. */
export interface Authority {
  publishing(shop: Address, signer: Address): Promise<Publishing>;
  /** @returns null when the shop is not open or its deposit is below the minimum */
  quota(shop: Address): Promise<Quota | null>;
  /** Asked only where the signature is no signature by the signer's own key. */
  verifyContractSignature(signer: Address, digest: Hex, signature: Uint8Array): Promise<ContractSignature>;
}

/** A block that the chain names by its digest and this node lacks. */
export interface WantedContent {
  cid: CID;
}

/** Evidence that a shop signed two catalogues under one version. */
export interface Equivocation {
  held: Head;
  other: Head;
}

/** Where accepted catalogues and contents go: the indexer's store. Each call is durable when its promise resolves. */
export interface Sink {
  /** All accepted heads, read once at start. */
  heads(): Promise<Head[]>;
  /**
   * Applies a newer head and what changed with it in one transaction, reading `changed` as it goes. When that throws, nothing
   * was applied. A second call with the same head changes nothing.
   * A head may replace one of the same version: which of two is held is decided before this call.
   */
  apply(update: CatalogueUpdate): Promise<void>;
  /**
   * Forgets a shop's catalogue and head; a second call changes nothing.
   * @param options what becomes of documents that the chain names: `keep` or `drop`
   * @returns documents that were forgotten
   */
  drop(shop: Address, options: { ordered: 'keep' | 'drop' }): Promise<CID[]>;
  /** Records evidence; a second call with the same pair changes nothing. */
  equivocation(evidence: Equivocation): Promise<void>;
  /** True while an order or review needs this listing block although its catalogue dropped it. */
  isReferenced(listing: CID): Promise<boolean>;
  /** Some contents that the chain names and this node lacks: reviews, replies, order details. Each comes again after a pause. */
  wanted(): Promise<WantedContent[]>;
  /**
   * Takes a wanted block, which is on the disk already. It is deleted again unless the answer is `stored`: `refused` is what
   * its place cannot use, `unwanted` what the chain names no more.
   */
  content(block: { cid: CID; bytes: Uint8Array }): Promise<'stored' | 'refused' | 'unwanted'>;
}

/** Unix time in seconds. */
export type Clock = () => number;

/** The part of a pino logger that the network and the store use. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
