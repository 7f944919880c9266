import type { DeskPage, DeskPageModule } from './desk-props.ts';
import { Standing } from './standing.tsx';

const Insights: DeskPage = ({ words, shop }) => (
  <section class="panel" aria-label={words.t('standing.title')}>
    {shop.deposits.map((deposit) => (
      <Standing key={deposit.token.address} words={words} deposit={deposit} busy={false} onTopUp={null} />
    ))}
  </section>
);

/** How sales went. */
export const load: DeskPageModule['load'] = () => Insights;
