import { useSignal } from '@preact/signals';
import type { PanelSeatView, RoundView } from '../../../protocol/api/court.ts';
import { type CourtVote, silentSlashUnits } from '../../../protocol/court.ts';
import { bytes32Schema } from '../../../protocol/primitives.ts';
import { partOf } from '../../../protocol/split.ts';
import { caseWait } from '../../components/case-progress.ts';
import { Banner } from '../../components/notice.tsx';
import { Phrase } from '../../components/phrase.tsx';
import { Deadline } from '../../components/time.tsx';
import type { CaseProps, RunStep } from './case.tsx';
import { findVote, type JurorPlace, type KeptVote, voteText } from './kept-votes.ts';
import { Reminder } from './reminder.tsx';
import { VoteWay } from './vote-way.tsx';

interface VoteProps extends CaseProps {
  seat: PanelSeatView;
  busy: boolean;
  run: RunStep;
}
type Sides = readonly { side: 'buyer' | 'shop'; vote: CourtVote }[];

const sides: Sides = [
  { side: 'buyer', vote: 2 },
  { side: 'shop', vote: 1 },
];

const placeIn = ({ order, case: found, connection, seat }: VoteProps): JurorPlace => ({
  orderId: bytes32Schema.parse(order.id),
  // Safety: the court has two rounds.
  round: found.round as 0 | 1,
  seat: seat.seat,
  juror: connection.account,
});

const saveCopy = (vote: KeptVote): void => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([voteText(vote)], { type: 'application/json' }));
  link.download = `vote-${vote.orderId.slice(2, 10)}.json`;
  link.click();
  URL.revokeObjectURL(link.href);
};

const SaveCopy = ({ words, kept, needed }: Pick<VoteProps, 'words'> & { kept: KeptVote; needed: boolean }) => (
  <div class="save-vote">
    {needed ? (
      <Banner tone="warn">{words.t('vote.save_needed')}</Banner>
    ) : (
      <p class="small quiet">{words.t('vote.save_text')}</p>
    )}
    <p>
      <button type="button" class={needed ? 'button' : 'button button-quiet'} onClick={() => saveCopy(kept)}>
        {words.t('vote.save')}
      </button>
    </p>
  </div>
);

/** The choice between both sides, and the seal. */
const SealForm = (props: VoteProps & { round: RoundView; sealed: boolean }) => {
  const { words, chain, case: found, busy, run, round, sealed } = props;
  const chosen = useSignal<CourtVote | null>(null);
  const made = useSignal<{ kept: KeptVote; again: boolean } | null>(null);
  const seal = (vote: CourtVote): Promise<void> =>
    run(async ({ client, asking }) => {
      const [{ sealVote }, { commitCall }] = await Promise.all([import('./seal-vote.ts'), import('./court-calls.ts')]);
      asking('message');
      const place = placeIn(props);
      made.value = await sealVote({ chain, client, place, storage: localStorage, vote });
      // Without a seal that can be made again, the copy is saved before anything depends on it.
      if (!made.value.again) saveCopy(made.value.kept);
      return commitCall(chain, { ...place, vote, salt: made.value.kept.salt });
    });
  return (
    <form
      class="action-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen.value !== null) void seal(chosen.value);
      }}
    >
      <fieldset class="vote-choice">
        <legend>{words.t('vote.choose')}</legend>
        {sides.map(({ side, vote }) => {
          const bps = (side === 'buyer' ? found.buyerBps : found.sellerBps) ?? 0;
          const amount = words.money(partOf(BigInt(found.totalUnits), bps), found.token);
          return (
            <label key={side} class={`vote-option vote-${side}`}>
              <input
                type="radio"
                name="vote"
                required
                checked={chosen.value === vote}
                onChange={() => {
                  chosen.value = vote;
                }}
              />
              <span>{words.t(`vote.${side}`, { percent: words.percent(bps), amount })}</span>
            </label>
          );
        })}
      </fieldset>
      <p class="small quiet">{words.t('vote.secret')}</p>
      {round.commitBy !== null && (
        <p class="small">
          <Phrase text={words.t('vote.until')} parts={{ date: <Deadline view={words} at={round.commitBy} /> }} />
        </p>
      )}
      {made.value !== null && <SaveCopy words={words} kept={made.value.kept} needed={!made.value.again} />}
      <p>
        <button class="button" type="submit" disabled={busy}>
          {words.t(sealed ? 'vote.seal_again' : 'vote.seal')}
        </button>
      </p>
    </form>
  );
};

/** Opens a sealed vote, with what this browser keeps, the wallet's signature, or a saved copy. */
const OpenForm = (props: VoteProps & { round: RoundView }) => {
  const { words, chain, busy, run, round, seat } = props;
  const open = (copy?: string): Promise<void> =>
    run(async ({ client, asking }) => {
      const [{ unsealVote }, { revealCall }] = await Promise.all([
        import('./seal-vote.ts'),
        import('./court-calls.ts'),
      ]);
      asking('message');
      const place = placeIn(props);
      const found = await unsealVote({
        chain,
        client,
        place,
        storage: localStorage,
        commitment: seat.commitment ?? '',
        ...(copy === undefined ? {} : { copy }),
      });
      return revealCall(chain, { ...place, ...found });
    });
  return (
    <div class="action-form">
      <p>
        <Phrase text={words.t('vote.open_text')} parts={{ date: <Deadline view={words} at={round.revealBy ?? 0} /> }} />
      </p>
      <p>
        <button class="button" type="button" disabled={busy} onClick={() => void open()}>
          {words.t('vote.open')}
        </button>
      </p>
      <label class="field">
        <span>{words.t('vote.load')}</span>
        <input
          type="file"
          accept="application/json,.json"
          disabled={busy}
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            if (file !== undefined) void file.text().then(open);
          }}
        />
      </label>
    </div>
  );
};

const Sealed = (props: VoteProps & { round: RoundView }) => {
  const { words, seat, round } = props;
  const kept = findVote(localStorage, placeIn(props), seat.commitment ?? '');
  return (
    <>
      <p>
        <strong>{words.t('vote.sealed')}</strong>{' '}
        {kept !== undefined && words.t(kept.vote === 1 ? 'vote.sealed_for_shop' : 'vote.sealed_for_buyer')}
      </p>
      <p class="small">
        <Phrase
          text={words.t('vote.come_back')}
          parts={{
            from: <Deadline view={words} at={round.commitBy ?? 0} />,
            until: <Deadline view={words} at={round.revealBy ?? 0} />,
          }}
        />
      </p>
      {round.commitBy !== null && round.revealBy !== null && (
        <Reminder words={words} order={props.order.id} from={round.commitBy} until={round.revealBy} />
      )}
      {kept !== undefined && <SaveCopy words={words} kept={kept} needed={false} />}
    </>
  );
};

/** What becomes of a sealed vote when the browser that sealed it is gone. */
const IfLost = ({ words, case: found, seat }: Pick<VoteProps, 'words' | 'case' | 'seat'>) => (
  <details class="small">
    <summary>{words.t('lost.title')}</summary>
    <p>{words.t('lost.text', { amount: words.money(silentSlashUnits(BigInt(seat.lockUnits)), found.token) })}</p>
  </details>
);

/** The connected juror's part: what is held, the vote, and what became of it. */
export const YourVote = (props: VoteProps) => {
  const { words, case: found, seat } = props;
  const round = found.rounds.at(-1);
  if (round === undefined) return null;
  const money = (units: string): string => words.money(units, found.token);
  if (seat.state === 'excluded') return <p>{words.t('vote.excluded')}</p>;
  if (seat.state === 'silent') {
    return <p class="tone-bad">{words.t('vote.silent', { amount: money(seat.slashedUnits) })}</p>;
  }
  const way = <VoteWay words={words} found={found} round={round} seat={seat} />;
  if (seat.vote !== null)
    return (
      <>
        {way}
        <p>{words.t(`vote.opened_${seat.vote}`)}</p>
      </>
    );
  const wait = caseWait(found, Math.floor(Date.now() / 1_000));
  const stake = (
    <p class="small">{words.t('vote.at_stake', { held: money(seat.lockUnits), fee: money(round.feeUnits) })}</p>
  );
  if (seat.state === 'committed' && wait === 'reveal') {
    return (
      <>
        {way}
        {stake}
        <OpenForm {...props} round={round} />
        <IfLost {...props} />
      </>
    );
  }
  if (wait !== 'commit') return <p class="quiet">{words.t('vote.late')}</p>;
  return (
    <>
      {way}
      {stake}
      {seat.state === 'committed' ? (
        <>
          <Sealed {...props} round={round} />
          <details>
            <summary>{words.t('vote.seal_again')}</summary>
            <SealForm {...props} round={round} sealed />
          </details>
        </>
      ) : (
        <SealForm {...props} round={round} sealed={false} />
      )}
      <IfLost {...props} />
    </>
  );
};
