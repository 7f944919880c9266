/** ERC-1271: how an account with code says whether a signature is its own. */
export const erc1271Abi = [
  {
    type: 'function',
    name: 'isValidSignature',
    stateMutability: 'view',
    inputs: [
      { name: 'digest', type: 'bytes32' },
      { name: 'signature', type: 'bytes' },
    ],
    outputs: [{ name: 'answer', type: 'bytes4' }],
  },
] as const;

/** What a contract answers when the signature is its own. */
export const ERC1271_ACCEPTED = '0x1626ba7e';
