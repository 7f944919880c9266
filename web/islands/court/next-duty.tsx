import type { JurorView } from '../../../protocol/api/court.ts';
import { Icon } from '../../components/icon.tsx';
import { Phrase } from '../../components/phrase.tsx';
import { Deadline } from '../../components/time.tsx';
import type { IslandWords } from '../words.ts';
import { nextDuty } from './juror-cases.ts';

/** What a juror has to do next, above everything else: which case, what it asks for, and how long there is. */
export const NextDuty = ({ words, juror }: { words: IslandWords<'court'>; juror: JurorView }) => {
  const next = nextDuty(juror.cases);
  if (next === undefined)
    return (
      <p class="next-duty next-none">
        <Icon name="check" /> {words.t('next.none')}
      </p>
    );
  const { duty, found, count } = next;
  return (
    <section class="next-duty" aria-labelledby="next">
      <h3 id="next">{words.t(`next.${duty}`)}</h3>
      <p>
        <strong lang={words.languageOf(found.titles)}>{words.text(found.titles)}</strong> ·{' '}
        <span class="number">{words.money(found.totalUnits, found.token)}</span>
      </p>
      {found.deadline !== null && (
        <p>
          <Phrase text={words.t('next.until')} parts={{ date: <Deadline view={words} at={found.deadline} /> }} />
        </p>
      )}
      <p class="actions">
        <a class="button" href={`/court/${found.order}`}>
          {words.t(`next.do_${duty}`)}
        </a>
        {count > 1 && <span class="quiet">{words.count('next.more', count - 1)}</span>}
      </p>
    </section>
  );
};
