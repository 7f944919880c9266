/** Words of the counter where orders are picked up. */
export const counter = {
  'counter.title': 'Hand over',
  'counter.text':
    'Give the goods to the buyer, let them look, then scan the code that they show. The money is paid out at once.',
  'counter.do': 'Hand over and complete',
  'counter.done': 'Handed over and completed:',
  'counter.paid': 'Waiting at your pick-up point',
  'counter.completed': 'Handed over before',
  'counter.none_paid': 'Nothing waits at your pick-up point',
  'counter.none_completed': 'Nothing was handed over yet',
} as const;
