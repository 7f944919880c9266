import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostAnnouncementSchema } from '../../protocol/host.ts';
import { addressOf, shop } from './samples.ts';

test('an announcement holds a peer ID, endpoints and who is paid', () => {
  const announcement = {
    peerId: `0x${'12'.repeat(34)}`,
    endpoints: ['/dns4/a.example/tcp/4001', 'https://a.example'],
    payout: shop,
  };
  assert.deepEqual(hostAnnouncementSchema.parse({ ...announcement, peerId: `0x${'AB'.repeat(38)}` }), {
    ...announcement,
    peerId: `0x${'ab'.repeat(38)}`,
  });
  const faults: [string, object][] = [
    ['peerId', { peerId: `0x${'12'.repeat(33)}` }],
    ['peerId', { peerId: '12D3KooW' }],
    ['endpoints.0', { endpoints: [''] }],
    ['endpoints.1', { endpoints: ['/ip4/1.2.3.4', 'ftp://a.example'] }],
    ['endpoints.0', { endpoints: ['javascript:alert(1)'] }],
    ['endpoints.0', { endpoints: ['https://a.example/ x'] }],
    ['endpoints.0', { endpoints: ['https://ä.example'] }],
    ['payout', { payout: addressOf('00') }],
  ];
  for (const [field, change] of faults) {
    const parsed = hostAnnouncementSchema.safeParse({ ...announcement, ...change });
    assert.equal(parsed.error?.issues[0]?.path.join('.'), field);
  }
});
