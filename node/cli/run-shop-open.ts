import type { Abi } from 'viem';
import { depositsAbi } from '../../protocol/abi/deposits.ts';
import { shopsAbi } from '../../protocol/abi/shops.ts';
import { digestOf, encodeDocument } from '../../protocol/block.ts';
import { unwrap, VouchError } from '../../protocol/errors.ts';
import { mailboxKeyFromSignature, mailboxTypedData } from '../../protocol/mailbox-key.ts';
import { parseMoney } from '../../protocol/money.ts';
import { moneyText } from '../../protocol/money-text.ts';
import { type Address, addressSchema, languageSchema } from '../../protocol/primitives.ts';
import { type Profile, profileSchema } from '../../protocol/profile.ts';
import { validate } from '../../protocol/validate.ts';
import { connectAccount } from '../chain/chain-account.ts';
import { connectNode } from '../shop/node-client.ts';
import type { CommandInput } from './command.ts';
import { readAccount } from './key-file.ts';
import { nodeOption, text } from './options.ts';

/** Opens the shop unless it is open, and stakes what was asked for. */
export async function run({ values, console, env }: CommandInput): Promise<number> {
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
  const tokenAddress = addressSchema.parse(token.address);
  const depositsAddress = addressSchema.parse(deposits);
  // What can be refused is refused before anything is sent.
  const amount = text(values, 'deposit');
  const deposit = amount === undefined ? undefined : unwrap(parseMoney(amount, token.decimals));
  if (deposit !== undefined) checkBalance(await me.balanceOf(tokenAddress), deposit, { owner: me.address, token });
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

  if (deposit !== undefined) {
    const permit = await me.permit(tokenAddress, depositsAddress, deposit);
    await me.send({
      address: depositsAddress,
      abi: depositsAbi as Abi,
      functionName: 'stake',
      args: [tokenAddress, deposit, permit],
    });
    console.err(`Deposited ${moneyText(deposit, token.decimals)} ${token.symbol}.\n`);
  }
  console.out(`${me.address}\n`);
  return 0;
}

function checkBalance(
  held: bigint,
  wanted: bigint,
  { owner, token }: { owner: Address; token: { symbol: string; decimals: number } },
): void {
  if (held >= wanted) return;
  const heldText = moneyText(held, token.decimals);
  throw new VouchError({
    code: 'token.balance_too_small',
    message: `${owner} holds ${heldText} ${token.symbol}, less than ${moneyText(wanted, token.decimals)}.`,
    hint: 'Send tokens to the account, or deposit less.',
    details: { field: 'deposit', limit: heldText },
  });
}

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
