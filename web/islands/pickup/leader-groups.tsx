import { useSignal } from '@preact/signals';
import type { Page } from '../../../protocol/api/common.ts';
import type { GroupSummary } from '../../../protocol/api/group.ts';
import type { ListingSummary } from '../../../protocol/api/listing.ts';
import { Empty } from '../../components/notice.tsx';
import { Picture } from '../../components/picture.tsx';
import { copyText } from '../copy-text.ts';
import { QrCode } from '../qr-code.tsx';
import { usePolling } from '../use-polling.ts';
import { ErrorNote } from '../wallet/error-note.tsx';
import type { IslandWords } from '../words.ts';

interface LeaderGroupsProps {
  words: IslandWords<'counter'>;
  account: string;
  /** Public address of this node. */
  origin: string;
}

/** How often the count of members is looked at while the page is in view. */
const LOOK_SECONDS = 5;

const OpenGroup = ({
  words,
  group,
  origin,
}: {
  words: LeaderGroupsProps['words'];
  group: GroupSummary;
  origin: string;
}) => {
  const copied = useSignal(false);
  const { members, terms, deadline } = group;
  const link = `${origin}/listing/${group.listing}?group=${group.leader}-${deadline}`;
  const title = words.text(group.titles);
  const text = words.t('leader.share_text', {
    title,
    price: words.money(terms.priceUnits, group.token),
    missing: words.number(Math.max(0, terms.size - members)),
    until: words.dateTime(deadline),
  });
  const copy = async (): Promise<void> => {
    copied.value = await copyText(`${text}\n${link}`, words.t('leader.copy'));
  };
  return (
    <li class="leader-group">
      <Picture view={words} image={group.image} alt="" sizes="5rem" />
      <div>
        <p>
          <a href={`/listing/${group.listing}`}>
            <strong>{title}</strong>
          </a>{' '}
          <span class="small quiet">{words.text(group.shopNames)}</span>
        </p>
        <p aria-live="polite">
          <strong class="number">
            {words.t('leader.members', { members: words.number(members), size: words.number(terms.size) })}
          </strong>{' '}
          <time datetime={new Date(deadline * 1_000).toISOString()} title={words.dateTime(deadline)}>
            {words.t('leader.closes', { when: words.relative(deadline) })}
          </time>
        </p>
        <svg class="rail" height="10" aria-hidden="true">
          <rect class="rail-ground" width="100%" height="10" rx="3" />
          <rect class="rail-escrow" width={`${Math.min(100, (100 * members) / terms.size)}%`} height="10" rx="3" />
        </svg>
        <p class="actions">
          <button type="button" class="button" onClick={() => void copy()}>
            {words.t(copied.value ? 'leader.copied' : 'leader.copy')}
          </button>
          {navigator.share !== undefined && (
            <button
              type="button"
              class="button button-quiet"
              // Closing the device's own dialog is no failure.
              onClick={() => void navigator.share({ title, text, url: link }).catch(() => undefined)}
            >
              {words.t('leader.share')}
            </button>
          )}
        </p>
        <details>
          <summary>{words.t('leader.code')}</summary>
          <QrCode text={link} label={words.t('leader.code')} />
        </details>
      </div>
    </li>
  );
};

/** The lowest prices may be those of different variants: then they are not compared. */
const isLower = ({ groupFromUnits, priceFromUnits }: ListingSummary): boolean =>
  groupFromUnits !== null && BigInt(groupFromUnits) < BigInt(priceFromUnits);

const Offers = ({ words }: Pick<LeaderGroupsProps, 'words'>) => {
  const { value, error, again } = usePolling<Page<ListingSummary>>('/api/v1/search?group=true&limit=12', 120);
  if (error !== null)
    return <ErrorNote view={words} error={error} retry={{ word: words.t('retry'), onRetry: again }} />;
  if (value === null) return <p class="skeleton">{words.t('loading')}</p>;
  if (value.items.length === 0)
    return <Empty title={words.t('leader.no_offers')} text={words.t('leader.no_offers_text')} icon="people" />;
  return (
    <ul class="plain share-found">
      {value.items.map((listing) => (
        <li key={listing.cid}>
          <a class="share-choice" href={`/listing/${listing.cid}#group`}>
            <Picture view={words} image={listing.image} alt="" sizes="4rem" />
            <span>
              <strong>{words.text(listing.titles)}</strong>
              <span class="small">
                {words.money(listing.groupFromUnits ?? listing.priceFromUnits, listing.token)}{' '}
                {isLower(listing) && <s class="quiet">{words.money(listing.priceFromUnits, listing.token)}</s>}
              </span>
              <span class="small share-earns">{words.t('leader.start')}</span>
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
};

/** For who gathers a neighbourhood: the groups that are filling, with what shares them, and offers to start another. */
export const LeaderGroups = ({ words, account, origin }: LeaderGroupsProps) => {
  const { value, error, again } = usePolling<Page<GroupSummary>>(
    `/api/v1/groups?leader=${account}&state=open&limit=20`,
    LOOK_SECONDS,
  );
  return (
    <section class="desk-section" aria-labelledby="groups">
      <h2 id="groups">{words.t('leader.title')}</h2>
      <p class="quiet">{words.t('leader.text')}</p>
      {error !== null && <ErrorNote view={words} error={error} retry={{ word: words.t('retry'), onRetry: again }} />}
      {value === null && error === null && <p class="skeleton">{words.t('loading')}</p>}
      {value !== null && value.items.length === 0 && (
        <Empty title={words.t('leader.none')} text={words.t('leader.none_text')} icon="people" />
      )}
      {value !== null && value.items.length > 0 && (
        <ul class="plain leader-groups">
          {value.items.map((group) => (
            <OpenGroup key={group.groupId} words={words} group={group} origin={origin} />
          ))}
        </ul>
      )}
      <h3>{words.t('leader.offers')}</h3>
      <Offers words={words} />
    </section>
  );
};
