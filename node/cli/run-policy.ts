import path from 'node:path';
import { CID } from 'multiformats/cid';
import { hexToBytes } from 'viem/utils';
import { unwrap, VouchError } from '../../protocol/errors.ts';
import { type Policy, policySchema } from '../../protocol/policy.ts';
import {
  encodePolicyList,
  type PolicyList,
  policyListSchema,
  policyListTypedData,
} from '../../protocol/policy-list.ts';
import { addressSchema, signatureSchema } from '../../protocol/primitives.ts';
import { validate } from '../../protocol/validate.ts';
import { parseCid } from '../api/parse-cid.ts';
import { configSchema } from '../config.ts';
import { readDeployment } from '../deployment-file.ts';
import { listAuthors, readList, writeList } from '../policy/list-files.ts';
import { changePolicy, readPolicy } from '../policy/policy-file.ts';
import type { CommandInput } from './command.ts';
import { addressOf, readAccount } from './key-file.ts';
import { accountWord, text, wholeNumber } from './options.ts';

type Run = (input: CommandInput) => Promise<number>;
type Subject = Policy['allowed'][number];

/** What a running node needs to take a change over; a stopped one reads it when it starts. */
const inForce = 'A running node takes it over within seconds; /api/v1/policy shows what is in force.\n';

const folderOf = ({ values, env }: CommandInput): string =>
  path.resolve(text(values, 'data-dir') ?? env.DATA_DIR ?? defaultFolder());
const defaultFolder = (): string => configSchema.parse({}).dataDir;

/** A shop's address, or a block's identifier. */
function subjectOf(word = ''): Subject {
  if (addressSchema.safeParse(word).success) return { shop: addressSchema.parse(word) };
  return { cid: parseCid(word, 'SHOP-OR-CID').toString() };
}
const isSame = (one: Subject, other: Subject): boolean =>
  one.shop === other.shop &&
  (one.cid === other.cid || (one.cid !== undefined && other.cid !== undefined && sameDigest(one.cid, other.cid)));
const sameDigest = (one: string, other: string): boolean =>
  Buffer.from(CID.parse(one).multihash.digest).equals(CID.parse(other).multihash.digest);

/** A command that changes the policy by its one word. */
const changing =
  (change: (policy: Policy, input: CommandInput) => Policy): Run =>
  async (input) => {
    await changePolicy(folderOf(input), (policy) => change(policy, input));
    input.console.err(inForce);
    return 0;
  };

export const show: Run = async (input) => {
  const folder = folderOf(input);
  const policy = await readPolicy(folder);
  input.console.out(`${JSON.stringify(policy, null, 2)}\n`);
  for (const author of await listAuthors(folder)) {
    const { list } = (await readList(folder, author)).signed;
    const state = policy.lists.includes(author) ? 'subscribed' : 'served to others';
    input.console.err(`${author}  version ${list.version}  ${list.entries.length} denials  ${state}  ${list.name}\n`);
  }
  return 0;
};

export const carry = changing((policy, { positionals: [mode] }) =>
  unwrap(validate(policySchema, { ...policy, carries: mode }, 'policy')),
);

export const deny = changing((policy, { positionals: [word], values }) => {
  const subject = subjectOf(word);
  const reason = text(values, 'reason');
  if (reason === undefined) {
    throw new VouchError({
      code: 'option.missing',
      message: '--reason is missing: every denial is public with its reason.',
      hint: 'Give --reason "Court order 12/2026", for example.',
      details: { field: 'reason' },
    });
  }
  const denial = { ...subject, reason, since: Math.floor(Date.now() / 1_000) };
  return {
    ...policy,
    denied: [...policy.denied.filter((each) => !isSame({ shop: each.shop, cid: each.cid }, subject)), denial],
    allowed: policy.allowed.filter((each) => !isSame(each, subject)),
  };
});

export const allow = changing((policy, { positionals: [word] }) => {
  const subject = subjectOf(word);
  const denied = policy.denied.filter((each) => !isSame({ shop: each.shop, cid: each.cid }, subject));
  if (denied.length < policy.denied.length) return { ...policy, denied };
  return { ...policy, allowed: [...policy.allowed.filter((each) => !isSame(each, subject)), subject] };
});

export const follow = changing((policy, { positionals: [word] }) => ({
  ...policy,
  followed: [...new Set([...policy.followed, accountWord(word, 'SHOP')])],
}));

export const unfollow = changing((policy, { positionals: [word] }) => {
  const shop = accountWord(word, 'SHOP');
  return { ...policy, followed: policy.followed.filter((each) => each !== shop) };
});

export const subscribe = changing((policy, { positionals: [word] }) => ({
  ...policy,
  lists: [...new Set([...policy.lists, accountWord(word, 'AUTHOR')])],
}));

export const unsubscribe = changing((policy, { positionals: [word] }) => {
  const author = accountWord(word, 'AUTHOR');
  return { ...policy, lists: policy.lists.filter((each) => each !== author) };
});

export const publish: Run = async (input) => {
  const { values, env, console } = input;
  const folder = folderOf(input);
  const account = await readAccount(text(values, 'key-file'), env);
  const author = addressOf(account);
  const { denied } = await readPolicy(folder);
  const newest = (await listAuthors(folder)).includes(author)
    ? (await readList(folder, author)).signed.list
    : undefined;
  const list: PolicyList = unwrap(
    validate(
      policyListSchema,
      {
        author,
        version: wholeNumber(values, 'version') ?? (newest?.version ?? 0) + 1,
        name: text(values, 'name') ?? newest?.name,
        entries: denied,
      },
      'policy_list',
    ),
  );
  const { chainId, contracts } = await readDeployment(path.resolve(text(values, 'deployment') ?? deploymentOf(env)));
  const signature = hexToBytes(await account.signTypedData(policyListTypedData(chainId, contracts.market, list)));
  const signed = { v: 1, type: 'policy-list', list, signature: signatureSchema.parse(signature) } as const;
  const { bytes } = encodePolicyList(signed);
  await writeList(folder, signed);
  console.err(
    `Signed version ${list.version} of "${list.name}" with ${list.entries.length} denials, ${bytes.length} bytes.\n`,
  );
  console.err(`Other operators take it over with: vouch policy subscribe ${author}\n`);
  console.out(`${author}\n`);
  return 0;
};

const deploymentOf = (env: NodeJS.ProcessEnv): string => env.DEPLOYMENT ?? configSchema.parse({}).deploymentFile;
