import { stake, unbond, withdrawStake } from '../../../protocol/model/deposits.ts';
import { keyOf, type StakeRow } from '../../../protocol/model/tables.ts';
import { donate, setBlocked } from '../../../protocol/model/tokens.ts';
import { withdraw, withdrawFees } from '../../../protocol/model/vault.ts';
import { tierUnits } from '../../../protocol/record.ts';
import { type ActorName, actors, everyone, nameOf, shops } from '../actors.ts';
import { anyTime, caller, someToken } from '../choosing.ts';
import { type Choosing, type Run, type TokenName, tokenOf } from '../run.ts';
import { noPermit } from './no-permit.ts';
import { simpleAct } from './simple.ts';

const dollars = (amount: number): bigint => BigInt(amount) * 1_000_000n;

const MOST = (1n << 96n) - 1n;
const least = (units: bigint): bigint => (units < MOST ? units : MOST);

/** What ends a suspension, or one unit more or less; also where part of the stake is leaving. */
function missingUnits({ run, random }: Choosing, held: StakeRow, token: TokenName): bigint {
  const minStakeUnits = run.tables.tokenTerms.get(tokenOf(run, token))?.minStakeUnits ?? 0n;
  const required = tierUnits(held.suspendedTier - 1, minStakeUnits);
  const missing = required - held.stakedUnits + random.pick([0n, held.unbondingUnits]) + random.pick([-1n, 0n, 0n, 1n]);
  return missing > 0n ? least(missing) : 1n;
}

const stakeUnits = (context: Choosing, shop: ActorName, token: TokenName): bigint => {
  const { run, random } = context;
  const held = run.tables.stakes.get(keyOf(actors[shop].address, tokenOf(run, token)));
  if (held !== undefined && held.suspendedTier !== 0 && random.below(3) > 0) return missingUnits(context, held, token);
  if (token === 'blocking' && random.below(12) === 0) return random.pick([1n << 90n, MOST, 0n]);
  const next = least((held?.stakedUnits ?? 0n) + 1n);
  return random.pick([dollars(1 + random.below(3_000)), dollars(100), next, random.below(20) === 0 ? 0n : 1n]);
};

interface TokenParams {
  token: TokenName;
}
interface UnitsParams extends TokenParams {
  units: bigint;
}
interface WithdrawParams extends UnitsParams {
  to: ActorName | 'vault' | 'nobody';
}

const receiver = (run: Run, to: WithdrawParams['to']): `0x${string}` => {
  if (to === 'vault') return run.at.vault;
  return to === 'nobody' ? `0x${'00'.repeat(20)}` : actors[to].address;
};

export const moneyActs = [
  simpleAct<UnitsParams>({
    name: 'stake',
    weight: 6,
    choose: (context) => {
      const { run, random } = context;
      const suspended = [...run.tables.stakes].filter(([, { suspendedTier }]) => suspendedTier !== 0);
      const [key] = suspended.length > 0 && random.below(2) === 0 ? random.pick(suspended) : [''];
      const [shop, address] = key.split(' ');
      const named: TokenName = address === run.at.blocking ? 'blocking' : 'dollar';
      const token = address === undefined ? someToken(random) : named;
      const by = caller(random, address === undefined ? actors[random.pick(shops)].address : (shop ?? ''));
      return { by, params: { token, units: stakeUnits(context, by, token) } };
    },
    make: (run, { token, units }) => ({
      contract: 'deposits',
      name: 'stake',
      args: [tokenOf(run, token), units, noPermit],
      model: (call) => stake(call, tokenOf(run, token), units),
    }),
  }),
  simpleAct<UnitsParams>({
    name: 'unbond',
    weight: 2,
    choose: ({ run, random }) => {
      const by = random.pick(shops);
      const token = someToken(random);
      const held = run.tables.stakes.get(keyOf(actors[by].address, tokenOf(run, token)))?.stakedUnits ?? 0n;
      return { by, params: { token, units: random.pick([0n, 0n, held / 3n, held / 10n, held, least(held + 1n)]) } };
    },
    make: (run, { token, units }) => ({
      contract: 'deposits',
      name: 'unbond',
      args: [tokenOf(run, token), units],
      model: (call) => unbond(call, tokenOf(run, token), units),
    }),
  }),
  simpleAct<TokenParams>({
    name: 'withdraw stake',
    weight: 2,
    choose: ({ run, random }) => {
      const leaving = [...run.tables.stakes].filter(([, { unbondingUnits }]) => unbondingUnits > 0n);
      const [key] = leaving.length > 0 ? random.pick(leaving) : [keyOf(actors.shopA.address, run.at.demoDollar)];
      const [shop = '', token] = key.split(' ');
      const offset = random.pick([-1, 0, 1]);
      return {
        by: nameOf(shop) ?? 'shopA',
        params: { token: token === run.at.blocking ? 'blocking' : 'dollar' },
        time: random.below(12) === 0 ? { of: 'stake', ref: key, offset } : anyTime(random),
      };
    },
    make: (run, { token }) => ({
      contract: 'deposits',
      name: 'withdraw',
      args: [tokenOf(run, token)],
      model: (call) => withdrawStake(call, tokenOf(run, token)),
    }),
  }),
  simpleAct<WithdrawParams>({
    name: 'withdraw',
    weight: 8,
    choose: ({ run, random }) => {
      const owed = [...run.tables.credits].filter(([, units]) => units > 0n);
      if (owed.length === 0) return undefined;
      const [key, held] = random.pick(owed);
      const [token, owner = ''] = key.split(' ');
      const by = caller(random, owner);
      const to = random.below(15) === 0 ? random.pick(['vault', 'nobody', ...everyone] as const) : by;
      const units = random.pick([held, held, held / 2n, held + 1n, random.below(20) === 0 ? 0n : held]);
      return { by, params: { token: token === run.at.blocking ? 'blocking' : 'dollar', to, units } };
    },
    make: (run, { token, to, units }) => ({
      contract: 'vault',
      name: 'withdraw',
      args: [tokenOf(run, token), receiver(run, to), units],
      model: (call) => withdraw(call, tokenOf(run, token), receiver(run, to), units),
    }),
  }),
  simpleAct<TokenParams>({
    name: 'withdraw fees',
    weight: 1,
    choose: ({ random }) => ({ by: random.pick(everyone), params: { token: someToken(random) } }),
    make: (run, { token }) => ({
      contract: 'vault',
      name: 'withdrawFees',
      args: [tokenOf(run, token)],
      model: (call) => withdrawFees(call, tokenOf(run, token)),
    }),
  }),
  simpleAct<UnitsParams>({
    name: 'donate',
    weight: 1,
    choose: ({ random }) => ({
      by: random.pick(everyone),
      params: { token: someToken(random), units: BigInt(random.below(1_000)) },
    }),
    make: (run, { token, units }) => ({
      contract: 'demoDollar',
      to: tokenOf(run, token),
      name: 'transfer',
      args: [run.at.vault, units],
      model: (call) => donate(call, tokenOf(run, token), units),
    }),
  }),
  simpleAct<{ account: ActorName | 'vault'; blocked: boolean }>({
    name: 'block',
    weight: 1,
    choose: ({ run, random }) => {
      const blocked = run.tables.blocked.size === 0 && random.below(2) === 0;
      const held = [...run.tables.blocked.keys()].map((key) => nameOf(key.split(' ')[1] ?? '') ?? 'vault');
      const account = blocked || held.length === 0 ? random.pick([...everyone, 'vault'] as const) : random.pick(held);
      return { by: 'beggar', params: { account, blocked } };
    },
    make: (run, { account, blocked }) => ({
      contract: 'blocking',
      name: 'setBlocked',
      args: [receiver(run, account), blocked],
      model: (call) => setBlocked(call, run.at.blocking, receiver(run, account), blocked),
    }),
  }),
];
