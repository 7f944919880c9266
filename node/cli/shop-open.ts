import type { Abi } from 'viem';
import { depositsAbi } from '../../protocol/abi/deposits.ts';
import { shopsAbi } from '../../protocol/abi/shops.ts';
import { digestOf, encodeDocument } from '../../protocol/block.ts';
import { unwrap, VouchError } from '../../protocol/errors.ts';
import { mailboxKeyFromSignature, mailboxTypedData } from '../../protocol/mailbox-key.ts';
import { moneyText, parseMoney } from '../../protocol/money.ts';
import { addressSchema, languageSchema } from '../../protocol/primitives.ts';
import { type Profile, profileSchema } from '../../protocol/profile.ts';
import { validate } from '../../protocol/validate.ts';
import { connectAccount } from '../chain/chain-account.ts';
import { connectNode } from '../shop/node-client.ts';
import type { Command } from './command.ts';
import { readAccount } from './key-file.ts';
import { nodeOption, text } from './options.ts';

/** Opens a shop: profile, key for order details, and a deposit. */
export const shopOpen: Command = {
  name: 'shop open',
  summary: 'Open your shop on the chain and put down its deposit',
  positionals: [],
  options: {
    name: { type: 'string' },
    tagline: { type: 'string' },
    language: { type: 'string' },
    deposit: { type: 'string' },
    'key-file': { type: 'string' },
    node: { type: 'string' },
  },
  help: {
    name: 'name of the shop as buyers see it',
    tagline: 'one line below the name',
    language: 'language of name and tagline, such as en or zh-CN',
    deposit: 'amount to stake in the first accepted token, such as 500',
    'key-file': 'file with the private key of the shop (or VOUCH_KEY)',
    node: 'HTTP address of the node (or VOUCH_NODE)',
  },
  example: 'vouch shop open --name "Blue Kiln" --deposit 500 --key-file shop.key',
  async run({ values, console, env }) {
    const baseUrl = nodeOption(values, env);
    const client = connectNode(baseUrl);
    const status = await client.status();
    const { shops, deposits, market } = status.contracts;
    const [token] = status.tokens;
    if (token === undefined)
      throw new VouchError({
        code: 'token.not_found',
        message: 'The market accepts no token.',
        hint: 'Ask the operator.',
      });
    const me = connectAccount({
      rpcUrl: `${baseUrl}/rpc`,
      chainId: status.chainId,
      account: await readAccount(text(values, 'key-file'), env),
    });
    const shopsContract = { address: addressSchema.parse(shops), abi: shopsAbi as Abi };

    const open = await me.read<boolean>({ ...shopsContract, functionName: 'isOpen', args: [me.address] });
    if (open) console.err(`${me.address} is open already.\n`);
    else {
      const profile = encodeDocument(profileOf(me.address, values));
      await client.content(profile.bytes, 'application/vnd.ipld.dag-cbor');
      const mailbox = mailboxKeyFromSignature(
        await me.account.signTypedData(
          mailboxTypedData({
            chainId: status.chainId,
            market: addressSchema.parse(market),
            shop: me.address,
            number: 1,
          }),
        ),
      );
      await me.send({ ...shopsContract, functionName: 'open', args: [digestOf(profile.cid), mailbox.publicKey] });
      console.err(`Opened the shop ${me.address}.\n`);
    }

    const amount = text(values, 'deposit');
    if (amount !== undefined) {
      const units = unwrap(parseMoney(amount, token.decimals));
      const address = addressSchema.parse(token.address);
      const depositsAddress = addressSchema.parse(deposits);
      const held = await me.balanceOf(address);
      if (held < units) {
        throw new VouchError({
          code: 'token.balance_too_small',
          message: `${me.address} holds ${moneyText(held, token.decimals)} ${token.symbol}, less than ${amount}.`,
          hint: 'Send tokens to the account, or deposit less.',
          details: { field: 'deposit', limit: moneyText(held, token.decimals) },
        });
      }
      const permit = await me.permit(address, depositsAddress, units);
      await me.send({
        address: depositsAddress,
        abi: depositsAbi as Abi,
        functionName: 'stake',
        args: [address, units, permit],
      });
      console.err(`Deposited ${amount} ${token.symbol}.\n`);
    }
    console.out(`${me.address}\n`);
    return 0;
  },
};

function profileOf(shop: string, values: Record<string, string | boolean | undefined>): Profile {
  const name = text(values, 'name');
  if (name === undefined)
    throw new VouchError({
      code: 'option.missing',
      message: 'A shop needs a name.',
      hint: 'Give --name "My shop".',
      details: { field: 'name' },
    });
  const tagline = text(values, 'tagline');
  const language = unwrap(validate(languageSchema, text(values, 'language') ?? 'en', 'language'));
  return unwrap(
    validate(
      profileSchema,
      { v: 1, type: 'profile', shop, texts: { [language]: { name, ...(tagline === undefined ? {} : { tagline }) } } },
      'profile',
    ),
  );
}
