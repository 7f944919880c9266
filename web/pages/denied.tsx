import { Icon } from '../components/icon.tsx';
import { linkTo } from '../components/links.ts';
import { Phrase } from '../components/phrase.tsx';
import { ShortId } from '../components/short-id.tsx';
import { Moment } from '../components/time.tsx';
import type { DeniedPage as Props } from '../page-request.ts';
import type { PageView } from '../page-view.ts';
import { Document } from './document.tsx';

const Why = ({ view, denial }: { view: PageView; denial: NonNullable<Props['denial']> }) => {
  const date = <Moment view={view} at={denial.since} style="day" />;
  return (
    <>
      <p>
        {denial.list === null ? (
          <Phrase text={view.t('denied.lead')} parts={{ date }} />
        ) : (
          <Phrase text={view.t('denied.lead_list')} parts={{ date, author: <ShortId value={denial.list} /> }} />
        )}
      </p>
      <blockquote class="reason">{denial.reason === '' ? view.t('denied.no_reason') : denial.reason}</blockquote>
    </>
  );
};

/** What this node does not carry: who decided it and why, and that this closes no other node. */
export const DeniedPage = ({ view, props }: { view: PageView; props: Props }) => {
  const { what, denial } = props;
  return (
    <Document view={view} title={`${view.t(`denied.${what}`)} · ${view.t('brand')}`} index={false}>
      <div class="narrow section told denied">
        <span class="told-icon">
          <Icon name="shop" size={44} />
        </span>
        <h1 class="page-title">{view.t(`denied.${what}`)}</h1>
        {denial === null ? <p>{view.t('denied.not_chosen')}</p> : <Why view={view} denial={denial} />}
        <p class="quiet">{view.t('denied.elsewhere')}</p>
        <p class="actions">
          <a class="button" href={linkTo(view, '/hosts')}>
            {view.t('denied.hosts')}
          </a>
          <a class="button button-quiet" href={linkTo(view, '/policy')}>
            {view.t('denied.policy')}
          </a>
        </p>
      </div>
    </Document>
  );
};
