import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { PersonalTrustView, TrustedPersonView } from '../../../protocol/api/trust.ts';
import type { VouchError } from '../../../protocol/errors.ts';
import { Face } from '../../components/face.tsx';
import { shortId } from '../../components/shorten.ts';
import { Stars } from '../../components/stars.tsx';
import { readJson } from '../api.ts';
import { asVouchError, ErrorNote } from '../wallet/error-note.tsx';
import type { IslandWords } from '../words.ts';
import { type PathNames, readPathNames } from './path-names.ts';
import { TrustPath } from './trust-path.tsx';

interface PersonalTrustProps {
  words: IslandWords<'people'>;
  viewer: string;
  shop: string;
  /** One listing of the shop; null asks about all of it. */
  handle: string | null;
  /** Changes when the viewer's own note did. */
  version: number;
  /** What an account without a name of its own is called: people of a demo market. */
  known: (account: string) => string | undefined;
}

/** People who are shown before the reader asks for all. */
const shownFirst = 3;
const Person = ({
  words,
  person,
  viewer,
  names,
  known,
}: Pick<PersonalTrustProps, 'words' | 'viewer' | 'known'> & { person: TrustedPersonView; names: PathNames }) => {
  const { account, path, order, stars, recommends } = person;
  const nameOf = (who: string): string | undefined => names.get(who) || known(who);
  return (
    <li class="trusted">
      <Face address={account} size={36} />
      <div>
        <p class="trusted-head">
          <a href={`/people/${account}`}>{nameOf(account) ?? shortId(account)}</a>
          {stars !== null && <Stars view={words} milliStars={stars * 1_000} size={13} />}
          {recommends && <span class="trusted-mark">{words.t('people.recommends')}</span>}
          {order === null ? (
            <span class="small quiet">{words.t('people.not_bought')}</span>
          ) : (
            <a class="small" href={`/order/${order}`}>
              {words.t('people.their_order')}
            </a>
          )}
        </p>
        <details class="small">
          <summary>{words.t('people.why')}</summary>
          <TrustPath words={words} path={path} viewer={viewer} nameOf={nameOf} />
        </details>
      </div>
    </li>
  );
};

/** What people whom the viewer trusts did here, each with the way on which trust reaches them. */
export const PersonalTrust = ({ words, viewer, shop, handle, version, known }: PersonalTrustProps) => {
  const found = useSignal<{ trust: PersonalTrustView; names: PathNames } | null>(null);
  const error = useSignal<VouchError | null>(null);
  const all = useSignal(false);
  const load = async (): Promise<void> => {
    error.value = null;
    try {
      const query = new URLSearchParams({ viewer, ...(handle === null ? {} : { handle }) });
      const trust = await readJson<PersonalTrustView>(`/api/v1/shops/${shop}/trust/personal?${query}`);
      found.value = { trust, names: await readPathNames(words, trust) };
    } catch (cause) {
      error.value = asVouchError(cause);
    }
  };
  useEffect(() => void load(), [viewer, shop, handle, version]);
  if (error.value !== null)
    return (
      <ErrorNote view={words} error={error.value} retry={{ word: words.t('retry'), onRetry: () => void load() }} />
    );
  if (found.value === null) return <p class="skeleton">{words.t('loading')}</p>;
  const { trust, names } = found.value;
  const { people, bought, circle, milliStars, expectedMilliStars } = trust;
  if (circle === 0) return <p class="quiet">{words.t('people.no_circle')}</p>;
  const shown = all.value ? people : people.slice(0, shownFirst);
  return (
    <>
      <p class="trusted-sum">
        <strong>
          {bought === 0
            ? words.count('people.none_bought', circle)
            : words.count(handle === null ? 'people.bought_here' : 'people.bought_this', bought)}
        </strong>
        {milliStars !== null && (
          <span class="small quiet">
            {words.t('people.their_stars', {
              stars: words.stars(milliStars),
              expected: words.stars(expectedMilliStars),
            })}
          </span>
        )}
      </p>
      {people.length > 0 && (
        <ul class="trusted-list">
          {shown.map((person) => (
            <Person key={person.account} words={words} person={person} viewer={viewer} names={names} known={known} />
          ))}
        </ul>
      )}
      {people.length > shown.length && (
        <p>
          <button
            type="button"
            class="button button-quiet"
            onClick={() => {
              all.value = true;
            }}
          >
            {words.t('people.all', { count: words.number(people.length) })}
          </button>
        </p>
      )}
    </>
  );
};
