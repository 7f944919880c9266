import type { JurorView } from '../../../protocol/api/court.ts';
import { Empty } from '../../components/notice.tsx';
import { Picture } from '../../components/picture.tsx';
import { Deadline } from '../../components/time.tsx';
import type { IslandWords } from '../words.ts';
import { casesByDuty } from './juror-cases.ts';

interface MyCasesProps {
  words: IslandWords<'court'>;
  juror: JurorView;
}

/** The cases that a juror was drawn for, with what they ask for now. */
export const MyCases = ({ words, juror }: MyCasesProps) => (
  <section aria-labelledby="my-cases">
    <h3 id="my-cases">{words.t('cases.title')}</h3>
    {juror.cases.length === 0 && (
      <Empty title={words.t('cases.none')} text={words.t('cases.none_text')} icon="scales" />
    )}
    {casesByDuty(juror.cases).map(({ duty, cases }) => (
      <div key={duty} class={`duty duty-${duty}`}>
        <h4>{words.t(`cases.${duty}`)}</h4>
        <ul class="order-rows">
          {cases.map((found) => (
            <li key={`${found.order}${found.seat}`}>
              <a class="order-row" href={`/court/${found.order}`}>
                <Picture view={words} image={found.image} alt="" sizes="4rem" class="order-row-picture" />
                <span class="order-row-main">
                  <strong lang={words.languageOf(found.titles)}>{words.text(found.titles)}</strong>
                  <span class="small quiet">{words.text(found.shopNames)}</span>
                  {duty === 'done' && found.ruling !== null && (
                    <span class="small">{words.t(`cases.ruling_${found.ruling}`)}</span>
                  )}
                  {found.deadline !== null && duty !== 'done' && (
                    <span class="small">
                      <Deadline view={words} at={found.deadline} />
                    </span>
                  )}
                </span>
                <span class="order-row-end">
                  <span class={`state seat-${found.seatState}`}>{words.t(`cases.seat_${found.seatState}`)}</span>
                  <span class="number">{words.money(found.totalUnits, found.token)}</span>
                </span>
              </a>
            </li>
          ))}
        </ul>
      </div>
    ))}
  </section>
);
