import type { CaseDetail, RoundView } from '../../protocol/api/court.ts';
import type { pages } from '../locales/en/pages.ts';
import type { PeopleNames } from '../page-request.ts';
import type { View } from '../view.ts';
import { type CaseWait, caseWait } from './case-progress.ts';
import { Face } from './face.tsx';
import { Icon } from './icon.tsx';
import { PersonName } from './person-name.tsx';
import { Phrase } from './phrase.tsx';
import { Deadline } from './time.tsx';

type CaseView = View<keyof typeof pages>;
interface CaseProps {
  view: CaseView;
  found: CaseDetail;
}
interface NamedProps extends CaseProps {
  people: PeopleNames;
}

const sentences: Readonly<Record<Exclude<CaseWait, 'closed'>, keyof typeof pages>> = {
  drawing: 'case.drawing',
  commit: 'case.commit',
  reveal: 'case.reveal',
  count: 'case.count',
  appealable: 'case.appealable',
  carry_out: 'case.carry_out',
};

/** What the case waits for, as one sentence. */
export const CaseNext = ({ view, found }: CaseProps) => {
  const wait = caseWait(found, view.now);
  if (wait === 'closed') {
    return <p class="next">{view.t(found.ruling === null ? 'case.closed_refused' : `case.closed_${found.ruling}`)}</p>;
  }
  const last = found.rounds.at(-1);
  const until = { commit: last?.commitBy, reveal: last?.revealBy, appealable: found.appealBy };
  const at = wait in until ? until[wait as keyof typeof until] : null;
  const figures = {
    block: view.number(last?.drawBlock ?? 0),
    amount: view.money(found.appealUnits, found.token),
  };
  return (
    <p class="next">
      <Phrase
        text={view.t(sentences[wait], figures)}
        parts={{ date: at === null || at === undefined ? '' : <Deadline view={view} at={at} /> }}
      />
    </p>
  );
};

const Round = ({ view, found, people, round }: NamedProps & { round: RoundView }) => {
  const money = (units: string): string => view.money(units, found.token);
  const { decided } = round;
  return (
    <li>
      <h3>{view.t(round.round === 0 ? 'case.first' : 'case.appeal')}</h3>
      <p class="small quiet">
        {[
          view.t(`case.paid_by_${round.by}`, { amount: money(round.costUnits) }),
          view.count('case.jurors', round.panelSize),
          view.t('case.pay', { amount: money(round.feeUnits) }),
        ].join(' · ')}
      </p>
      {round.attempt > 0 && <p class="small tone-warn">{view.t('case.replaced')}</p>}
      {round.panel.length > 0 && (
        <ul class="jury" aria-label={view.t('case.panel')}>
          {round.panel.map(({ seat, juror, state, vote }) => (
            <li key={seat} class={`juror juror-${vote ?? state}`}>
              <Face address={juror} size={26} />
              <span>
                <PersonName view={view} account={juror} names={people[juror]?.names ?? {}} />
                <span class="small quiet">{view.t(vote === null ? `case.seat_${state}` : `case.vote_${vote}`)}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
      {decided !== null && (
        <p class="case-votes">
          <Icon name="scales" size={16} />{' '}
          {view.t('case.votes', { shop: view.number(decided.shopVotes), buyer: view.number(decided.buyerVotes) })}
        </p>
      )}
    </li>
  );
};

const Costs = ({ view, found }: CaseProps) => {
  const { costs, token } = found;
  if (costs === null) return null;
  const rows = [
    { word: 'case.costs_jurors', units: costs.jurorUnits },
    { word: 'case.costs_returned', units: costs.returnedUnits },
    { word: 'case.costs_buyer', units: costs.buyerUnits },
  ] as const;
  return (
    <>
      <h3>{view.t('case.costs')}</h3>
      <dl class="legend">
        {rows.map(({ word, units }) => (
          <div key={word}>
            <dt>{view.t(word)}</dt>
            <dd class="number">{view.money(units, token)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
};

/** A case before the court, with a link to its own page where it stands on another: what it waits for, what the jurors choose between, every panel, and what it cost. */
export const CasePanel = ({ view, found, people, linked = false }: NamedProps & { linked?: boolean }) => (
  <section class="panel case" aria-labelledby="case-title">
    <h2 id="case-title">{view.t('case.title')}</h2>
    <CaseNext view={view} found={found} />
    <p>
      {view.t('case.question', {
        seller: view.percent(found.sellerBps ?? 0),
        buyer: view.percent(found.buyerBps ?? 0),
      })}
    </p>
    <ol class="rounds">
      {found.rounds.map((round) => (
        <Round key={round.round} view={view} found={found} people={people} round={round} />
      ))}
    </ol>
    <Costs view={view} found={found} />
    {linked && (
      <p>
        <a href={`/court/${found.order}`}>{view.t('case.open')}</a>
      </p>
    )}
    <p class="small quiet">{view.t('case.fair')}</p>
  </section>
);
