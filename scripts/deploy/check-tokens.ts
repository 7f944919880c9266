import { erc20Abi, type PublicClient } from 'viem';
import { VouchError } from '../../protocol/errors.ts';
import type { AcceptedToken } from './config.ts';

/**
 * Checks that the tokens exist and have the decimals that the config says.
 * @throws VouchError `deployment.token_wrong` naming the field
 */
export async function checkTokens(client: PublicClient, tokens: readonly AcceptedToken[]): Promise<void> {
  for (const [index, { address, decimals }] of tokens.entries()) {
    const found = await client.readContract({ address, abi: erc20Abi, functionName: 'decimals' }).catch((cause) => {
      throw new VouchError({
        code: 'deployment.token_wrong',
        message: `tokens.${index}.address: there is no ERC-20 token at ${address}.`,
        hint: 'Check the address and that it is on this chain.',
        cause,
        details: { field: `tokens.${index}.address` },
      });
    });
    if (found === decimals) continue;
    throw new VouchError({
      code: 'deployment.token_wrong',
      message: `tokens.${index}.decimals: the token at ${address} has ${found} decimals, not ${decimals}.`,
      hint: 'Correct the decimals, and check that all amounts are in units of the token.',
      details: { field: `tokens.${index}.decimals`, limit: String(found) },
    });
  }
}
