import type { EvidenceItem, FlagView } from '../../protocol/api/trust.ts';
import type { PageView } from '../page-view.ts';
import { Icon } from './icon.tsx';
import { linkTo } from './links.ts';
import { ShortId } from './short-id.tsx';

const Evidence = ({ view, item }: { view: PageView; item: EvidenceItem }) => {
  switch (item.kind) {
    case 'order':
      return (
        <a href={linkTo(view, `/order/${item.order}`)}>
          {view.t('basis.order')} <ShortId value={item.order} />
        </a>
      );
    case 'account':
      return (
        <a href={linkTo(view, `/people/${item.account}`)}>
          {view.t('basis.account')} <ShortId value={item.account} />
        </a>
      );
    case 'listing':
      return (
        <a href={linkTo(view, `/shop/${item.shop}/listing/${encodeURIComponent(item.handle)}`)}>
          {view.t('basis.listing')} <ShortId value={item.digest} />
        </a>
      );
    case 'transaction':
      return (
        <span>
          {view.t('basis.transaction')} <code class="evidence-hash">{item.transaction}</code>
        </span>
      );
  }
};

const keyOf = (item: EvidenceItem): string => {
  if (item.kind === 'order') return item.order;
  if (item.kind === 'account') return item.account;
  return item.kind === 'transaction' ? item.transaction : `${item.shop} ${item.handle} ${item.digest}`;
};

const Flag = ({ view, flag }: { view: PageView; flag: FlagView }) => (
  <li class={`flag flag-${flag.severity}`}>
    <Icon name={flag.severity === 'warning' ? 'warning' : 'eye'} />
    <div>
      <p>
        <strong>{view.t(`flag.${flag.kind}`)}</strong>
      </p>
      <p class="small">
        {view.t(`flag.${flag.kind}_text`, {
          count: view.number(flag.count),
          share: flag.shareBps === null ? '' : view.percent(Math.round(flag.shareBps / 100) * 100),
        })}
      </p>
      <p class="small quiet">{view.t('flag.since', { date: view.date(flag.since) })}</p>
      {flag.evidence.length > 0 && (
        <details class="flag-evidence small">
          <summary>{view.count('flag.evidence', flag.evidence.length)}</summary>
          <ul>
            {flag.evidence.map((item) => (
              <li key={`${item.kind}${keyOf(item)}`}>
                <Evidence view={view} item={item} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  </li>
);

/** What a reader should know before trusting a number, the grave first, each with what it rests on. */
export const Flags = ({ view, flags }: { view: PageView; flags: readonly FlagView[] }) =>
  flags.length === 0 ? null : (
    <ul class="flags">
      {[...flags]
        .sort((a, b) => Number(b.severity === 'warning') - Number(a.severity === 'warning'))
        .map((flag) => (
          <Flag key={`${flag.kind}${flag.since}`} view={view} flag={flag} />
        ))}
    </ul>
  );
