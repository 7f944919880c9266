import type { TypedDataDomain, TypedDataField } from 'ethers';

/** Whoever can sign a catalogue: a chain account, or a key of its own. */
export interface TypedDataSigner {
  signTypedData(
    domain: TypedDataDomain,
    types: Record<string, TypedDataField[]>,
    value: Record<string, unknown>,
  ): Promise<string>;
}
