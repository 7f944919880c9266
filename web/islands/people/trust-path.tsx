import type { TrustLinkView } from '../../../protocol/api/trust.ts';
import { Phrase } from '../../components/phrase.tsx';
import { shortId } from '../../components/shorten.ts';
import type { IslandWords } from '../words.ts';

interface PathProps {
  words: IslandWords<'people'>;
  path: readonly TrustLinkView[];
  viewer: string;
  /** What an account calls itself, or undefined. */
  nameOf: (account: string) => string | undefined;
}

/** How the viewer's trust came to somebody: each step with its reason, and the order that proves it. */
export const TrustPath = ({ words, path, viewer, nameOf }: PathProps) => {
  const who = (account: string) =>
    account === viewer ? (
      <strong>{words.t('people.you')}</strong>
    ) : (
      <a href={`/people/${account}`}>{nameOf(account) ?? shortId(account)}</a>
    );
  return (
    <ol class="trust-path">
      {path.map(({ from, to, reason, order }) => (
        <li key={`${from}${to}`}>
          <Phrase
            text={words.t(from === viewer ? `people.you_${reason}` : `people.link_${reason}`)}
            parts={{ from: who(from), to: who(to) }}
          />
          {order !== null && (
            <>
              {' '}
              <a class="small" href={`/order/${order}`}>
                {words.t('people.proof')}
              </a>
            </>
          )}
        </li>
      ))}
    </ol>
  );
};
