import type { OrderDetail } from '../../../protocol/api/order.ts';
import type { OrderRole } from '../../../protocol/order-actions.ts';
import { Phrase } from '../../components/phrase.tsx';
import { Moment } from '../../components/time.tsx';
import type { IslandWords } from '../words.ts';

const steps = ['ask', 'answer', 'send', 'agree'] as const;
type Step = (typeof steps)[number];

/** Goods that travel; what is done or downloaded does not come back. */
const SHIPPED_KIND = 0;

/** Where a return stands: the first step that is not done. Null where goods cannot be returned any more, or not yet. */
export function returnStep({ state, answered, terms }: Pick<OrderDetail, 'state' | 'answered' | 'terms'>): Step | null {
  if (terms.kind !== SHIPPED_KIND) return null;
  if (state === 'shipped') return 'ask';
  if (state === 'disputed') return answered ? 'send' : 'answer';
  return null;
}

interface ReturnGuideProps {
  words: IslandWords<'order'>;
  order: OrderDetail;
  role: OrderRole;
}

/** How goods go back and the money with them, step by step, for both sides. */
export const ReturnGuide = ({ words, order, role }: ReturnGuideProps) => {
  const here = returnStep(order);
  if (here === null || (role !== 'buyer' && role !== 'seller')) return null;
  const at = steps.indexOf(here);
  return (
    <details class="return-guide" open={order.state === 'disputed'}>
      <summary>{words.t('return.title')}</summary>
      <ol>
        {steps.map((step, index) => (
          <li key={step} {...(index === at ? { 'aria-current': 'step' as const } : {})}>
            {words.t(`return.${step}_${role}`)}
          </li>
        ))}
      </ol>
      {order.state === 'disputed' && order.deadline !== null && (
        <p class="small">
          <Phrase
            text={words.t(order.answered ? 'return.until_answered' : 'return.until')}
            parts={{ date: <Moment view={words} at={order.deadline} /> }}
          />
        </p>
      )}
    </details>
  );
};
