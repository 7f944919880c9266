import type { Language } from './shop-content.ts';

/** What one side of a dispute brought: words, and a picture of a buyer or of the listing itself. */
export interface PastEvidence {
  readonly language: Language;
  readonly text: string;
  /** Name of a photo in `art/customer-photos.ts`, or the first picture of the listing. */
  readonly picture?: { readonly photo: string } | 'listing';
}

/** What both sides of running disputes brought, by the order's ID. */
export const disputeEvidence: Readonly<
  Record<string, { readonly buyer: PastEvidence; readonly seller?: PastEvidence }>
> = {
  'order-76': {
    buyer: {
      language: 'zh-CN',
      text: '四只盘里有一只口沿缺了一块，约一厘米，刀叉一碰就刮手。外箱完好，里面的稻草都压在盘底，边上没有垫。我要的是一套能一起上桌的四只，缺一只就不成套，所以请退一半。',
      picture: { photo: 'plate-chip' },
    },
    seller: {
      language: 'en',
      text: 'All four left the studio whole: this is how we photograph every set before it is packed. One chipped rim out of four is a quarter of the set at most. We offered a new plate at our cost, which was declined, and 15% back.',
      picture: 'listing',
    },
  },
  'order-64': {
    buyer: {
      language: 'en',
      text: 'The wheel skips every third notch when it is cold, and the seller asked me to wait for an update three times.',
    },
    seller: {
      language: 'zh-CN',
      text: '滚轮问题已在 1.4 版固件中修复，我们把步骤发给了买家。鼠标本身没有坏，因此我们提出退还一小部分，感谢对方的耐心。',
    },
  },
  'order-66': {
    buyer: {
      language: 'en',
      text: 'It charges my phone for ten minutes and then stops until I lift the phone and put it down again.',
    },
  },
};
