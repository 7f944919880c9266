import type { Translation } from '../../../words.ts';
import type { counter as english } from '../../en/islands/counter.ts';

export const counter: Translation<typeof english> = {
  'counter.title': '交货',
  'counter.text': '将货物交给买家验看，然后扫描买家出示的取货码。货款将立即支付。',
  'counter.do': '交货并完成订单',
  'counter.done': '已交货并完成：',
  'counter.paid': '等待在您的自提点取货',
  'counter.completed': '此前已交货',
  'counter.none_paid': '您的自提点没有待取的订单',
  'counter.none_completed': '还没有交付过订单',
};
