import { test } from 'node:test';
import { startBrowser } from '../../scripts/docs/browser.ts';
import { appeal, bringEvidence, openCase, vote } from './chapters/court.ts';
import { buyForLess, collectPoints, makeCoupon } from './chapters/discounts.ts';
import { findDuty } from './chapters/docket.ts';
import { completeMember, fillGroup, openGroup } from './chapters/group.ts';
import { leaveGroup } from './chapters/group-over.ts';
import { lead } from './chapters/lead.ts';
import { operate } from './chapters/operate.ts';
import { collect } from './chapters/pickup.ts';
import { share } from './chapters/promote.ts';
import { rememberMoney, seeCosts, seeRuling } from './chapters/ruling.ts';
import { talk } from './chapters/talk.ts';
import { findFlaws, walk } from './chapters/walk.ts';
import { startDemoMarket } from './support/demo-market.ts';
import { steps } from './support/steps.ts';
import type { Stage } from './support/story.ts';

test('the demo market on two nodes: groups, coupons, points, the pick-up counter, the court, and every page', async (context) => {
  const [market, browser] = await Promise.all([startDemoMarket(2), startBrowser()]);
  context.after(() => market.stop());
  context.after(() => browser.close());
  const stage: Stage = { market, browser, readers: new Map() };
  const step = steps(stage, context);

  await step(
    'a group is opened on node 1, filled through its link on node 2, shipped, and its leader paid',
    async () => {
      const opened = await openGroup(stage);
      await lead(stage, opened);
      const member = await fillGroup(stage, opened);
      await completeMember(stage, member);
      const points = await collectPoints(stage, member);
      await buyForLess(stage, { link: await makeCoupon(stage), points });
    },
  );
  await step('a member of a group that did not fill up has everything back', () => leaveGroup(stage));
  await step('a bicycle is collected at the counter by its code', () => collect(stage));

  const order = await openCase(stage);
  await step('buyer and seller write and show photos, each on another node and in another language', () =>
    talk(stage, order),
  );
  await step('both sides bring evidence with a photo, and the buyer opens what the seller wrote', () =>
    bringEvidence(stage, order),
  );
  await step('the three who were drawn, one of them led by the docket, vote for the shop', async () => {
    await findDuty(stage, order);
    await vote(stage, order, 'shop');
  });
  await step('the buyer appeals', () => appeal(stage, order));
  await step('seven vote for the buyer, and both nodes tell alike where every unit went', async () => {
    const before = await rememberMoney(stage);
    await vote(stage, order, 'buyer');
    await seeRuling(stage, order, before);
    await seeCosts(stage, order);
  });
  await step('a promoter takes card, code, link and text of a listing, and sees earnings and tree', () => share(stage));
  await step('every page of every role, in both languages, both themes, on a phone and a wide screen', async () => {
    await findFlaws(stage);
    await walk(stage);
  });
  await step('the operator sees how the node is, leaves a shop out with a reason, and carries it again', () =>
    operate(stage),
  );
});
