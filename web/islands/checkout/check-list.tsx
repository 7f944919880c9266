import { Icon } from '../../components/icon.tsx';
import type { IslandWords } from '../words.ts';
import type { CheckName } from './check-names.ts';

/** Outcome of each check of all groups; undefined while it waits. */
export type CheckBoard = Readonly<Partial<Record<CheckName, 'passed' | 'failed'>>>;

/** What the browser verified, with a tick for each. */
export const CheckList = ({
  words,
  board,
  names,
}: {
  words: IslandWords<'checkout'>;
  board: CheckBoard;
  /** The checks that this purchase needs. */
  names: readonly CheckName[];
}) => (
  <section class="checks" aria-labelledby="checks">
    <h3 id="checks">{words.t('checkout.checks')}</h3>
    <p class="small quiet">{words.t('checkout.checks_text')}</p>
    <ul>
      {names.map((name) => {
        const outcome = board[name] ?? 'waiting';
        return (
          <li key={name} class={`check check-${outcome}`} data-check={name}>
            <span class="check-mark">
              {outcome === 'passed' && <Icon name="check" size={18} />}
              {outcome === 'failed' && <Icon name="warning" size={18} />}
            </span>
            <span>
              {words.t(`checkout.check_${name}`)}
              <span class="visually-hidden"> ({words.t(`checkout.check_${outcome}`)})</span>
            </span>
          </li>
        );
      })}
    </ul>
  </section>
);
