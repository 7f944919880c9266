import { encodeAbiParameters, keccak256 } from 'viem';
import {
  anchor,
  announceHost,
  openShop,
  raiseLowestVersion,
  registerPromoter,
  retireHost,
  setEncryptionKey,
  setPublisher,
} from '../../../protocol/model/registers.ts';
import { setJurorTerms, setParameters, setToken, setTreasury } from '../../../protocol/model/settings.ts';
import type { TokenTermsRow } from '../../../protocol/model/tables.ts';
import type { Parameters } from '../../../protocol/order.ts';
import type { Hex } from '../../../protocol/primitives.ts';
import { defaultParameters } from '../../../scripts/deploy/defaults.ts';
import type { Random } from '../../contracts/setup/random.ts';
import { type ActorName, everyone, shops } from '../actors.ts';
import { digestOf, someToken } from '../choosing.ts';
import { addressOf, type TokenName, tokenOf } from '../run.ts';
import { simpleAct } from './simple.ts';

const HOUR = 3_600;
const DAY = 24 * HOUR;
const zero: Hex = `0x${'00'.repeat(32)}`;

const admin = (random: Random): ActorName => (random.below(12) === 0 ? random.pick(everyone) : 'admin');
const shopkeeper = (random: Random): ActorName => (random.below(6) === 0 ? random.pick(everyone) : random.pick(shops));
/** Mostly a value within bounds. */
const around = (random: Random, least: number, most: number): number =>
  random.below(30) === 0 ? random.pick([Math.max(0, least - 1), most + 1]) : least + random.below(most - least + 1);

export interface HostParams {
  peerId: Hex;
  endpoints: string[];
  payout: ActorName | 'nobody';
}

const announcedOf = ({ peerId, endpoints }: HostParams): Hex =>
  keccak256(encodeAbiParameters([{ type: 'bytes' }, { type: 'string[]' }], [peerId, endpoints]));

export const registerActs = [
  simpleAct<{ key: Hex }>({
    name: 'open shop',
    weight: 0.3,
    choose: ({ random }) => ({
      by: random.pick(everyone),
      params: { key: random.below(4) === 0 ? zero : digestOf(random) },
    }),
    make: (_run, { key }) => ({
      contract: 'shops',
      name: 'open',
      args: [key, key],
      model: (call) => openShop(call, key),
    }),
  }),
  simpleAct<{ key: Hex }>({
    name: 'change key',
    weight: 0.3,
    choose: ({ random }) => ({
      by: shopkeeper(random),
      params: { key: random.below(6) === 0 ? zero : digestOf(random) },
    }),
    make: (_run, { key }) => ({
      contract: 'shops',
      name: 'setEncryptionKey',
      args: [key],
      model: (call) => setEncryptionKey(call, key),
    }),
  }),
  simpleAct<{ publisher: ActorName | 'nobody'; allowed: boolean }>({
    name: 'set publisher',
    weight: 1,
    choose: ({ random }) => {
      const publisher = random.pick(['publisher', 'publisher', 'nobody', random.pick(everyone)] as const);
      return { by: shopkeeper(random), params: { publisher, allowed: random.below(4) > 0 } };
    },
    make: (run, { publisher, allowed }) => ({
      contract: 'shops',
      name: 'setPublisher',
      args: [addressOf(run, publisher), allowed],
      model: (call) => setPublisher(call, addressOf(run, publisher), allowed),
    }),
  }),
  simpleAct<{ version: bigint; anchored: boolean }>({
    name: 'version',
    weight: 0.7,
    choose: ({ random }) => ({
      by: shopkeeper(random),
      params: { version: BigInt(random.below(13)), anchored: random.below(2) === 0 },
    }),
    make: (_run, { version, anchored }) => ({
      contract: 'shops',
      name: anchored ? 'anchor' : 'raiseLowestVersion',
      args: anchored ? [version, zero] : [version],
      model: (call) => (anchored ? anchor(call, version) : raiseLowestVersion(call, version)),
    }),
  }),
  simpleAct<{ parent: ActorName | 'nobody' }>({
    name: 'register promoter',
    weight: 0.7,
    choose: ({ random }) => ({
      by: random.pick(everyone),
      params: { parent: random.pick(['nobody', 'promoter', random.pick(everyone)] as const) },
    }),
    make: (run, { parent }) => ({
      contract: 'referrals',
      name: 'register',
      args: [addressOf(run, parent)],
      model: (call) => registerPromoter(call, addressOf(run, parent)),
    }),
  }),
  simpleAct<HostParams>({
    name: 'announce host',
    weight: 1.5,
    choose: ({ random }) => {
      const by = random.pick(['host', 'parent', 'jurorA', random.pick(everyone)] as const);
      const peerBytes = around(random, 34, 64);
      const endpoints = Array.from({ length: around(random, 0, 8) }, () => 'x'.repeat(around(random, 1, 255)));
      const payout = random.pick([by, by, 'host', 'jurorA', random.below(10) === 0 ? 'nobody' : 'parent'] as const);
      return { by, params: { peerId: `0x${'12'.repeat(peerBytes)}`, endpoints, payout } };
    },
    make: (run, params) => ({
      contract: 'hosts',
      name: 'announce',
      args: [params.peerId, params.endpoints, addressOf(run, params.payout)],
      model: (call) =>
        announceHost(call, {
          peerIdBytes: (params.peerId.length - 2) / 2,
          endpointBytes: params.endpoints.map(({ length }) => length),
          payout: addressOf(run, params.payout),
          announced: announcedOf(params),
        }),
    }),
  }),
  simpleAct<null>({
    name: 'retire host',
    weight: 0.5,
    choose: ({ random }) => ({ by: random.pick(['host', 'parent', 'jurorA'] as const), params: null }),
    make: () => ({ contract: 'hosts', name: 'retire', args: [], model: (call) => retireHost(call) }),
  }),
  simpleAct<Parameters>({
    name: 'set parameters',
    weight: 1.5,
    choose: ({ random }) => ({
      by: admin(random),
      params: {
        feeBps: around(random, 0, 500),
        minCoverageBps: random.below(3) > 0 ? 500 : around(random, 500, 2_000),
        penaltyBps: around(random, 0, 5_000),
        answerWithinSeconds: random.below(10) === 0 ? around(random, HOUR, 30 * DAY) : 20 * DAY,
        escalateWithinSeconds: random.below(10) === 0 ? around(random, HOUR, 30 * DAY) : 20 * DAY,
        ruleWithinSeconds: random.below(6) === 0 ? around(random, HOUR, 30 * DAY) : defaultParameters.ruleWithinSeconds,
      },
    }),
    make: (_run, params) => ({
      contract: 'settings',
      name: 'setParameters',
      args: [params],
      model: (call) => setParameters(call, params),
    }),
  }),
  simpleAct<{ token: TokenName | 'nobody'; terms: TokenTermsRow }>({
    name: 'set token',
    weight: 0.8,
    choose: ({ random }) => ({
      by: admin(random),
      params: {
        token: random.below(15) === 0 ? 'nobody' : someToken(random),
        terms: {
          accepted: random.below(8) > 0,
          decimals: around(random, 0, 36),
          minStakeUnits: random.pick([0n, 100_000_000n, 1n << 95n, random.below(10) === 0 ? 1n << 96n : 1n]),
          maxOrderUnits: random.pick([
            10_000_000_000n,
            1n << 95n,
            (1n << 96n) - 1n,
            random.below(10) === 0 ? 1n << 96n : 0n,
          ]),
        },
      },
    }),
    make: (run, { token, terms }) => {
      const address = token === 'nobody' ? addressOf(run, token) : tokenOf(run, token);
      return {
        contract: 'settings',
        name: 'setToken',
        args: [address, terms],
        model: (call) => setToken(call, address, terms),
      };
    },
  }),
  simpleAct<{ token: TokenName; seatUnits: bigint; feeUnits: bigint }>({
    name: 'set juror terms',
    weight: 0.4,
    choose: ({ random }) => ({
      by: admin(random),
      params: {
        token: someToken(random),
        seatUnits: random.pick([50_000_000n, 50_000_000n, 0n, 1n]),
        feeUnits: random.pick([0n, 500_000n, 5_000_000n, 5_000_001n]),
      },
    }),
    make: (run, { token, ...terms }) => ({
      contract: 'settings',
      name: 'setJurorTerms',
      args: [tokenOf(run, token), terms],
      model: (call) => setJurorTerms(call, tokenOf(run, token), terms),
    }),
  }),
  simpleAct<{ treasury: ActorName | 'nobody' }>({
    name: 'set treasury',
    weight: 0.2,
    choose: ({ random }) => ({
      by: admin(random),
      params: { treasury: random.pick(['treasury', 'host', 'nobody'] as const) },
    }),
    make: (run, { treasury }) => ({
      contract: 'settings',
      name: 'setTreasury',
      args: [addressOf(run, treasury)],
      model: (call) => setTreasury(call, addressOf(run, treasury)),
    }),
  }),
];
