import type { DurationsView, ShopTrustView } from '../../protocol/api/trust.ts';
import type { PageView } from '../page-view.ts';
import { Icon, type IconName } from './icon.tsx';

const Habit = ({ icon, title, value, text }: { icon: IconName; title: string; value: string | null; text: string }) => (
  <div class="habit">
    <dt class="small quiet">
      <Icon name={icon} size={16} /> {title}
    </dt>
    <dd>
      {value !== null && <strong class="habit-value">{value}</strong>}
      <span class="small quiet">{text}</span>
    </dd>
  </div>
);

const durationHabit = (view: PageView, { cases, medianSeconds, p90Seconds }: DurationsView) => ({
  value: medianSeconds === null ? null : view.duration(medianSeconds),
  text:
    medianSeconds === null || p90Seconds === null
      ? view.t('habit.no_cases')
      : view.t('habit.most', { time: view.duration(p90Seconds), cases: view.number(cases) }),
});

/** How a shop behaves: how fast it ships and answers, and whether its buyers come back. */
export const Habits = ({ view, trust }: { view: PageView; trust: ShopTrustView }) => (
  <dl class="habits">
    <Habit icon="truck" title={view.t('habit.ships')} {...durationHabit(view, trust.shipping)} />
    <Habit icon="scales" title={view.t('habit.answers')} {...durationHabit(view, trust.answers)} />
    <Habit
      icon="people"
      title={view.t('habit.repeat')}
      value={trust.outcomes.distinctBuyers === 0 ? null : view.percent(Math.round(trust.repeatBuyersBps / 100) * 100)}
      text={
        trust.outcomes.distinctBuyers === 0
          ? view.t('habit.no_buyers')
          : view.count('habit.of_buyers', trust.outcomes.distinctBuyers)
      }
    />
  </dl>
);
