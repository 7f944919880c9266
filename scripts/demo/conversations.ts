/** What one side of an order wrote to the other. */
export interface PastMessage {
  readonly by: 'buyer' | 'seller';
  /** Hours after the order was paid. */
  readonly hours: number;
  readonly text: string;
}

type Said = readonly [hours: number, text: string];

const buyer = (...[hours, text]: Said): PastMessage => ({ by: 'buyer', hours, text });
const seller = (...[hours, text]: Said): PastMessage => ({ by: 'seller', hours, text });

/** What buyers and sellers wrote to each other, by the ID of the order in `market.orders`. */
export const conversations: Readonly<Record<string, readonly PastMessage[]>> = {
  'order-54': [
    seller(8.5, '林女士您好，很抱歉：最后一块橡木板在打磨时裂了，下一批要等六周。我取消这单，货款全额退回。'),
    buyer(10, '没关系，退款已经看到了。下一批到的时候请告诉我一声。'),
  ],
  'order-56': [
    buyer(
      3,
      'Could both mugs come from the same firing? I like that the celadon varies, but these two will stand together.',
    ),
    seller(20, 'They will: I took two from the same shelf, and you can hardly tell them apart in daylight.'),
    buyer(141, 'Here, whole, and twins. Thank you, Lan!'),
  ],
  'order-57': [
    buyer(2, '请问这批的焙火是什么时候？我想先放一个月退退火再喝。'),
    seller(9, '三周前炭焙的，日期写在罐底。再放一个月正好，记得密封、避光。'),
    buyer(145, '收到了，罐子没有磕碰，先存着。谢谢吴老师。'),
  ],
  'order-60': [
    buyer(60, 'The left hook came off its rivet on the third ride, with only a laptop in the bag.'),
    seller(63, 'That should not happen. I can post you a new hook with a rivet and a drawing of how to set it.'),
    buyer(
      66,
      'I have no tool to set a rivet, and I ride with it every day. I would rather have most of my money back.',
    ),
    seller(171, 'The ruling is fair. I have changed the rivet for a bolt on all bags that leave from now on.'),
  ],
  'order-61': [
    buyer(150, 'Hello, my order should be on its way by now. Was it forgotten?'),
    seller(155, 'It was not: the forest green leather came late. We cut it this week and send it right after.'),
    buyer(196, 'It is a birthday present. Please name a day, or I will have to buy another one.'),
  ],
  'order-62': [
    buyer(4, 'My laptop is 31.2 by 22.1 cm. Is the 14 inch sleeve measured inside or outside?'),
    seller(17, 'Inside: 31.8 by 22.6 cm, so yours slides in and the felt still holds it.'),
    seller(20.5, 'It left this morning. The leather will smell of the workshop for a week; leave it open overnight.'),
    buyer(23, 'Good to know, thank you.'),
  ],
  'order-64': [
    buyer(28, 'The wheel skips every third notch as long as the room is cold. Is that a known thing?'),
    seller(31, 'It is, and it is the firmware. Version 1.4 fixes it; please wait a little longer.'),
    buyer(38, 'This is the third time that I am asked to wait. I would like to settle it another way.'),
  ],
  'order-65': [
    buyer(1, '两罐可以分开装吗？一罐要送人，不要放写着价格的单子。'),
    seller(6, '可以。送人的那罐用素纸袋另装，附一张手写卡片。请问写什么？'),
    buyer(7, '写“春安，林玫”就好。'),
    seller(20.5, '已寄出，卡片放在素纸袋里。明前茶怕热，到了请先放冰箱。'),
  ],
  'order-66': [
    buyer(34, 'It charges for ten minutes and stops until I lift the phone and put it down again.'),
    seller(36, 'Is there a case on the phone, or a card behind it? Either can make it stop.'),
    buyer(38, 'Neither. It does the same with the phone of a friend.'),
  ],
  'order-67': [
    buyer(1, 'Can I bring both wheels on Saturday morning, and have them back the same day?'),
    seller(3, 'Saturday at ten is fine, they are done by one. Leave the tyres on, I look at the rims as well.'),
    buyer(4, 'Tyres on, ten o’clock. The rear one is the worse of the two.'),
  ],
  'order-68': [
    buyer(2, 'Does the calendar travel rolled or folded? I want to frame it at the end of the year.'),
    seller(15, 'Rolled, in a tube, always. Tomé prints the last colour tomorrow; it needs a day to dry.'),
  ],
  'order-69': [
    buyer(1, '请问音箱背面的挂孔间距是多少？我想先把墙上的孔打好。'),
    seller(3, '间距 60 毫米，M4，盒里有膨胀螺丝。墙是石膏板的话请告诉我，换一种。'),
    buyer(5, '是石膏板，麻烦换一下。'),
  ],
  'order-70': [buyer(0.5, 'Before you pack them: is the red as deep as in the third picture, or closer to rust?')],
  'order-75': [
    buyer(4, 'Can I come for the bicycle on the way home, a little after six?'),
    seller(
      6,
      'I am here until seven. Bring the code of your order, and ride it around the block before you show it to me.',
    ),
    buyer(32, 'What a good bicycle. The dog was a bonus.'),
  ],
  'order-76': [
    buyer(34, '四只盘里有一只口沿缺了一块，约一厘米。外箱是好的。能不能退一半？'),
    seller(36, '非常抱歉，打包前四只都是完整的。我们可以免费补寄一只新的，大约三周。'),
    buyer(38, '周日家里请客，等不了三周，缺一只也不成套。还是请退一半。'),
  ],
};
