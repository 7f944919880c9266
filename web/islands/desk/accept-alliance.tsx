import { useSignal } from '@preact/signals';
import { decodeAllianceCode, type SignedAlliance } from '../../../protocol/alliance-code.ts';
import { VouchError } from '../../../protocol/errors.ts';
import { Phrase } from '../../components/phrase.tsx';
import { ShortId } from '../../components/short-id.tsx';
import { ErrorNote } from '../wallet/error-note.tsx';
import type { BuildCall } from '../wallet/run-transaction.ts';
import type { DeskProps } from './desk-props.ts';

interface AcceptProps extends DeskProps {
  busy: boolean;
  /** @returns true when it went through */
  run: (build: BuildCall) => Promise<boolean>;
}

/** Reads a proposal, says what it means, and makes the alliance. The contract checks its signature. */
export const AcceptAlliance = ({ words, chain, connection, busy, run }: AcceptProps) => {
  const code = useSignal('');
  const read = useSignal<SignedAlliance | null>(null);
  const error = useSignal<VouchError | null>(null);
  const look = (): void => {
    const decoded = decodeAllianceCode(code.value.trim());
    read.value = null;
    if (!decoded.ok) error.value = decoded.error;
    else if (decoded.value.alliance.acceptor !== connection.account) {
      error.value = new VouchError({
        code: 'alliance.parties_invalid',
        message: `The alliance is for the shop ${decoded.value.alliance.acceptor}.`,
        hint: 'Switch to the account that it names, or ask for one of your own.',
        details: { field: 'acceptor' },
      });
    } else {
      error.value = null;
      read.value = decoded.value;
    }
  };
  const accept = async (signed: SignedAlliance): Promise<void> => {
    if (!(await run(async () => (await import('./trade-calls.ts')).makeAllianceCall(chain, signed)))) return;
    read.value = null;
    code.value = '';
  };
  const alliance = read.value?.alliance;
  const token = chain.tokens.find(({ address }) => address === alliance?.token);
  return (
    <form
      class="desk-form"
      onSubmit={(event) => {
        event.preventDefault();
        look();
      }}
    >
      <label class="field">
        <span>{words.t('allies.paste')}</span>
        <textarea
          name="alliance"
          rows={3}
          required
          spellcheck={false}
          value={code.value}
          onInput={(event) => {
            code.value = event.currentTarget.value;
          }}
        />
      </label>
      <p>
        <button class="button button-quiet" type="submit">
          {words.t('allies.look')}
        </button>
      </p>
      {error.value !== null && <ErrorNote view={words} error={error.value} />}
      {read.value !== null && alliance !== undefined && token !== undefined && (
        <div class="made-code">
          <p>
            <Phrase
              text={words.t('allies.offer', {
                rate: words.percent(alliance.rateBps),
                most: words.percent(alliance.maxDiscountBps),
                cap: words.money(alliance.capPoints, token),
                date: words.date(Number(alliance.validUntil) - 1),
              })}
              parts={{ issuer: <ShortId value={alliance.issuer} /> }}
            />
          </p>
          <p>
            <button
              class="button"
              type="button"
              disabled={busy}
              onClick={() => read.value !== null && void accept(read.value)}
            >
              {words.t('allies.do_accept')}
            </button>
          </p>
        </div>
      )}
    </form>
  );
};
