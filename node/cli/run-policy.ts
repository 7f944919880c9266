import path from 'node:path';
import { hexToBytes } from 'viem/utils';
import type { PolicyChange } from '../../protocol/api/operator.ts';
import { unwrap, VouchError } from '../../protocol/errors.ts';
import { policySchema } from '../../protocol/policy.ts';
import {
  encodePolicyList,
  type PolicyList,
  policyListSchema,
  policyListTypedData,
} from '../../protocol/policy-list.ts';
import { signatureSchema } from '../../protocol/primitives.ts';
import { validate } from '../../protocol/validate.ts';
import { configSchema } from '../config.ts';
import { readDeployment } from '../deployment-file.ts';
import { changed } from '../policy/change.ts';
import { listAuthors, readList, writeList } from '../policy/list-files.ts';
import { changePolicy, readPolicy } from '../policy/policy-file.ts';
import type { CommandInput } from './command.ts';
import { addressOf, readAccount } from './key-file.ts';
import { accountWord, text, wholeNumber } from './options.ts';

type Run = (input: CommandInput) => Promise<number>;

/** What a running node needs to take a change over; a stopped one reads it when it starts. */
const inForce = 'A running node takes it over within seconds; /api/v1/policy shows what is in force.\n';

const folderOf = ({ values, env }: CommandInput): string =>
  path.resolve(text(values, 'data-dir') ?? env.DATA_DIR ?? defaultFolder());
const defaultFolder = (): string => configSchema.parse({}).dataDir;

/** A command that changes the policy by its one word. */
const changing =
  (changeOf: (input: CommandInput) => PolicyChange): Run =>
  async (input) => {
    const now = Math.floor(Date.now() / 1_000);
    await changePolicy(folderOf(input), (policy) => changed(policy, changeOf(input), now));
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

export const carry = changing(({ positionals: [mode] }) => {
  const { carries } = unwrap(validate(policySchema, { v: 1, carries: mode }, 'policy'));
  return { act: 'carry', carries };
});

export const deny = changing(({ positionals: [subject = ''], values }) => {
  const reason = text(values, 'reason');
  if (reason === undefined) {
    throw new VouchError({
      code: 'option.missing',
      message: '--reason is missing: every denial is public with its reason.',
      hint: 'Give --reason "Court order 12/2026", for example.',
      details: { field: 'reason' },
    });
  }
  return { act: 'deny', subject, reason };
});

export const allow = changing(({ positionals: [subject = ''] }) => ({ act: 'allow', subject }));

export const follow = changing(({ positionals: [word] }) => ({ act: 'follow', shop: accountWord(word, 'SHOP') }));

export const unfollow = changing(({ positionals: [word] }) => ({ act: 'unfollow', shop: accountWord(word, 'SHOP') }));

export const subscribe = changing(({ positionals: [word] }) => ({
  act: 'subscribe',
  author: accountWord(word, 'AUTHOR'),
}));

export const unsubscribe = changing(({ positionals: [word] }) => ({
  act: 'unsubscribe',
  author: accountWord(word, 'AUTHOR'),
}));

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
