import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PeerView } from '../../protocol/api/network.ts';
import { calendarEntry } from '../../web/islands/court/calendar.ts';
import { nextDuty } from '../../web/islands/court/juror-cases.ts';
import { lastMonths } from '../../web/islands/court/last-months.ts';
import { alertsOf, toneOf } from '../../web/islands/operator/alerts.ts';
import { byteText } from '../../web/islands/operator/byte-text.ts';
import { kindOf, placePeers } from '../../web/islands/operator/peer-places.ts';
import { fitsCode, memberCode } from '../../web/islands/pickup/member-code.ts';
import { promoterLink } from '../../web/islands/promote/link.ts';
import { cardPath, listingIn, shareText } from '../../web/islands/promote/share-text.ts';
import { votingCase } from './case-fixtures.ts';
import { logOf, operatorViewAt, wellViewAt } from './operator-fixtures.ts';

const promoter = `0x${'6d'.repeat(20)}`;

test('what a promoter shares says that they earn, and leads to their link', () => {
  const cid = `bafyrei${'a'.repeat(52)}`;
  const link = promoterLink(`/listing/${cid}`, promoter, 'https://node.example') ?? '';
  const text = shareText({ title: 'Cup', price: '20 dUSD', shop: '', link, disclosure: 'I earn from this link.' });
  assert.equal(text, `Cup · 20 dUSD\nI earn from this link.\nhttps://node.example/listing/${cid}?ref=${promoter}`);
  assert.equal(cardPath({ cid, locale: 'zh-CN', promoter }), `/cards/listing/${cid}.png?locale=zh-CN&ref=${promoter}`);
  assert.equal(listingIn(`?listing=${cid}`), cid);
  for (const search of ['', '?listing=', '?listing=../../etc', `?listing=${'A'.repeat(40)}`])
    assert.equal(listingIn(search), null, search);
});

test('a member’s code is short, and finds the order however it is written', () => {
  const order = `0x${'0'.repeat(58)}a3f9c1`;
  assert.equal(memberCode(order), 'A3F 9C1');
  for (const written of ['', 'a3f9c1', 'A3F 9C1', ' a3f', '9c1']) assert.ok(fitsCode(order, written), written);
  for (const written of ['b3f', 'a3f9c12', '0000']) assert.ok(!fitsCode(order, written), written);
});

test('a juror is told of the vote that closes next, sealed or not', () => {
  const at = (seatState: 'drawn' | 'committed' | 'revealed', deadline: number | null) => ({
    ...votingCase,
    seat: 0,
    seatState,
    deadline,
  });
  const next = nextDuty([at('drawn', 9), at('revealed', 1), at('committed', 3), at('drawn', null)]);
  assert.deepEqual([next?.duty, next?.found.deadline, next?.count], ['reveal', 3, 3]);
  assert.equal(nextDuty([at('revealed', 1)]), undefined);
  assert.deepEqual(lastMonths(new Date('2026-02-10T00:00:00Z')).slice(-2), [
    Date.UTC(2026, 0, 1) / 1_000,
    Date.UTC(2026, 1, 1) / 1_000,
  ]);
});

test('an entry for the calendar reminds at both ends of the time, with lines as short as calendars want them', () => {
  const entry = calendarEntry(
    {
      id: 'reveal-1',
      from: 1_800_000_000,
      until: 1_800_086_400,
      title: '公开我的陪审投票',
      text: `Open; it, now${' and here'.repeat(20)}`,
      link: 'https://node.example/court/0x12',
    },
    1_799_999_000,
  );
  assert.match(entry, /\r\nDTSTART:20270115T080000Z\r\nDTEND:20270116T080000Z\r\n/);
  const lines = entry.split('\r\n');
  for (const line of lines) assert.ok(Buffer.byteLength(line) <= 75, line);
  const whole = entry.replaceAll('\r\n ', '');
  assert.match(whole, /DESCRIPTION:Open\\; it\\, now and here/);
  assert.equal([...whole.matchAll(/BEGIN:VALARM/g)].length, 2);
  assert.match(whole, /TRIGGER;RELATED=END:-PT1H/);
});

const peer = (change: Partial<PeerView>): PeerView => ({
  peerId: '12D3KooWa',
  address: '',
  direction: 'inbound',
  path: 'direct',
  agent: '',
  roundTripMilliseconds: null,
  score: 0,
  ...change,
});

test('the map of the network tells places by their addresses alone, and puts quick peers nearer', () => {
  const kinds: [Partial<PeerView>, string][] = [
    [{ address: '/ip4/127.0.0.1/tcp/9000' }, 'local'],
    [{ address: '/ip4/172.20.1.4/tcp/9000' }, 'local'],
    [{ address: '/ip4/172.40.1.4/tcp/9000' }, 'public'],
    [{ address: '/ip6/fd00::1/tcp/9000' }, 'local'],
    [{ address: '/dns4/node.example/tcp/443' }, 'named'],
    [{ address: '/ip4/203.0.113.7/udp/9000/webrtc-direct' }, 'browser'],
    [{ address: '/ip4/203.0.113.7/tcp/9000', path: 'relayed' }, 'relayed'],
    [{ address: '' }, 'unknown'],
  ];
  for (const [change, kind] of kinds) assert.equal(kindOf(peer(change)), kind, change.address);
  const placed = placePeers([
    peer({ peerId: 'far', roundTripMilliseconds: 400 }),
    peer({ peerId: 'near', roundTripMilliseconds: 2 }),
    peer({ peerId: 'unmeasured' }),
  ]);
  const away = (name: string): number => {
    const found = placed.find((each) => each.peer.peerId === name);
    assert.ok(found);
    return Math.hypot(found.x - 180, found.y - 180);
  };
  assert.ok(away('near') < away('far') && away('far') < away('unmeasured'));
  assert.equal(placePeers(Array.from({ length: 200 }, (_, index) => peer({ peerId: String(index) }))).length, 60);
});

test('bytes are written in the unit that fits, in the reader’s language', () => {
  assert.equal(byteText('en', 0), '0 byte');
  assert.equal(byteText('en', 1_536), '1.5 kB');
  assert.equal(byteText('en', 768 * 2 ** 20), '768 MB');
  assert.match(byteText('zh-CN', 3 * 2 ** 30), /^3\s?(GB|吉字节)$/);
});

test('each thing that is not well with a node is told once, the grave first, and a node that is well tells nothing', () => {
  const now = 1_800_000_000;
  const well = wellViewAt(now);
  const { index, load, storage } = well;
  const told = (change: Partial<typeof well>, lines = logOf(0, now)) =>
    alertsOf({ ...well, ...change }, lines).map(({ kind, tone, count, code }) => [kind, tone, count, code]);
  assert.deepEqual(told({}), []);
  assert.equal(toneOf([]), 'good');

  const problem = { code: 'rpc.unavailable', message: 'No endpoint answers.', hint: null };
  const halted = { ...index, halted: true, synced: false, problem };
  assert.deepEqual(told({ index: halted }), [['halted', 'bad', 0, problem.code]]);
  assert.deepEqual(told({ index: { ...index, problem } }), [['problem', 'warn', 0, problem.code]]);
  const late = { ...index, synced: false, block: index.chainHead - 7 };
  assert.deepEqual(told({ index: late }), [['behind', 'warn', 7, null]]);
  const failing = index.endpoints.map((endpoint) => ({ ...endpoint, state: 'failing' as const }));
  assert.deepEqual(told({ index: { ...index, endpoints: failing } }), [['endpoints', 'bad', failing.length, null]]);
  assert.deepEqual(told({ network: { ...well.network, peers: [] } }), [['alone', 'warn', 0, null]]);
  assert.deepEqual(told({ load: { ...load, shedding: true } }), [['shedding', 'bad', 0, null]]);
  const full = { ...load, residentBytes: load.residentMostBytes * 0.95 };
  assert.deepEqual(told({ load: full }), [['memory', 'warn', 0, null]]);
  assert.deepEqual(told({ storage: { ...storage, freeBytes: storage.reserveBytes * 1.5 } }), [
    ['disk', 'bad', 0, null],
  ]);
  assert.deepEqual(told({ storage: { ...storage, heldMostBytes: storage.heldBytes } }), [['room', 'warn', 0, null]]);
  // Errors of more than an hour ago are no news, and warnings are none.
  const [error, warning] = logOf(2, now);
  assert.ok(error && warning);
  assert.deepEqual(told({}, [error, { ...error, at: now - 3_601 }, warning]), [['errors', 'warn', 1, null]]);

  const several = alertsOf(operatorViewAt(now), [error]);
  assert.deepEqual(
    several.map(({ kind }) => kind),
    ['differ', 'endpoints', 'errors'],
  );
  assert.deepEqual(
    (['chain', 'peers', 'digest', 'log'] as const).map((part) => toneOf(several, part)),
    ['warn', 'good', 'bad', 'warn'],
  );
});
