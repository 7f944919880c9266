/** Names on the wire, written out: an attacker reads the protocol's page, not the project's code. */
export const headsTopic = '/vouch/1/heads';
export const blocksProtocol = '/vouch/1/blocks';
