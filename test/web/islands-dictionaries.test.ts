import assert from 'node:assert/strict';
import { test } from 'node:test';
import { common } from '../../web/locales/en/common.ts';
import { checkout as checkoutEn } from '../../web/locales/en/islands/checkout.ts';
import { conversation as conversationEn } from '../../web/locales/en/islands/conversation.ts';
import { counter as counterEn } from '../../web/locales/en/islands/counter.ts';
import { court as courtEn } from '../../web/locales/en/islands/court.ts';
import { desk as deskEn } from '../../web/locales/en/islands/desk.ts';
import { finding as findingEn } from '../../web/locales/en/islands/finding.ts';
import { operator as operatorEn } from '../../web/locales/en/islands/operator.ts';
import { order as orderEn } from '../../web/locales/en/islands/order.ts';
import { peer as peerEn } from '../../web/locales/en/islands/peer.ts';
import { people as peopleEn } from '../../web/locales/en/islands/people.ts';
import { promote as promoteEn } from '../../web/locales/en/islands/promote.ts';
import { verify as verifyEn } from '../../web/locales/en/islands/verify.ts';
import { wallet as walletEn } from '../../web/locales/en/islands/wallet.ts';
import { checkout as checkoutZh } from '../../web/locales/zh-CN/islands/checkout.ts';
import { conversation as conversationZh } from '../../web/locales/zh-CN/islands/conversation.ts';
import { counter as counterZh } from '../../web/locales/zh-CN/islands/counter.ts';
import { court as courtZh } from '../../web/locales/zh-CN/islands/court.ts';
import { desk as deskZh } from '../../web/locales/zh-CN/islands/desk.ts';
import { finding as findingZh } from '../../web/locales/zh-CN/islands/finding.ts';
import { operator as operatorZh } from '../../web/locales/zh-CN/islands/operator.ts';
import { order as orderZh } from '../../web/locales/zh-CN/islands/order.ts';
import { peer as peerZh } from '../../web/locales/zh-CN/islands/peer.ts';
import { people as peopleZh } from '../../web/locales/zh-CN/islands/people.ts';
import { promote as promoteZh } from '../../web/locales/zh-CN/islands/promote.ts';
import { verify as verifyZh } from '../../web/locales/zh-CN/islands/verify.ts';
import { wallet as walletZh } from '../../web/locales/zh-CN/islands/wallet.ts';

type Texts = Readonly<Record<string, string>>;
const pairs: readonly [name: string, english: Texts, chinese: Texts][] = [
  ['checkout', checkoutEn, checkoutZh],
  ['conversation', conversationEn, conversationZh],
  ['counter', counterEn, counterZh],
  ['court', courtEn, courtZh],
  ['desk', deskEn, deskZh],
  ['finding', findingEn, findingZh],
  ['operator', operatorEn, operatorZh],
  ['order', orderEn, orderZh],
  ['peer', peerEn, peerZh],
  ['people', peopleEn, peopleZh],
  ['promote', promoteEn, promoteZh],
  ['verify', verifyEn, verifyZh],
  ['wallet', walletEn, walletZh],
];
const placeholders = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();

for (const [name, english, chinese] of pairs) {
  test(`the words of ${name} are the same in both languages, each in its own`, () => {
    assert.deepEqual(Object.keys(chinese).sort(), Object.keys(english).sort());
    for (const [key, text] of Object.entries(english)) {
      assert.deepEqual(placeholders(chinese[key]!), placeholders(text), key);
      assert.doesNotMatch(text, /\p{Script=Han}/u, key);
      assert.match(chinese[key]!, /\p{Script=Han}/u, key);
      assert.doesNotMatch(chinese[key]!, /\p{Script=Han}[,.;:!?()]|[,;:!?()]\p{Script=Han}/u, key);
    }
  });

  test(`the words of ${name} hide none of the words that every page has`, () => {
    for (const key of Object.keys(english)) assert.ok(!(key in common), key);
  });
}
