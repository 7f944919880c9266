import { errorText } from '../../protocol/error-text.ts';
import { Icon } from '../components/icon.tsx';
import type { ErrorPage as Props } from '../page-request.ts';
import type { PageView } from '../page-view.ts';
import { Document } from './document.tsx';

/** What went wrong, with the code that every part of the project uses and what the reader can do. */
export const ErrorPage = ({ view, props }: { view: PageView; props: Props }) => {
  const known = errorText(props.error.code, view.locale);
  const text = known ?? props.error;
  return (
    <Document view={view} title={`${view.t('error.title')} · ${view.t('brand')}`} index={false}>
      <div class="narrow section told">
        <span class="told-icon">
          <Icon name="warning" size={44} />
        </span>
        <h1 class="page-title">{view.t('error.title')}</h1>
        <p class="lead" lang={known === undefined ? 'en' : undefined}>
          {text.message}
        </p>
        {text.hint !== undefined && <p lang={known === undefined ? 'en' : undefined}>{text.hint}</p>}
        {props.error.retryable && <p>{view.t('error.retry_text')}</p>}
        <p class="quiet small">
          {view.t('error.code')} <code>{props.error.code}</code>
        </p>
        <p class="actions">
          {props.error.retryable && (
            <a class="button" href={view.base.path}>
              {view.t('error.retry')}
            </a>
          )}
          <a class={props.error.retryable ? 'button button-quiet' : 'button'} href="/">
            {view.t('empty.home')}
          </a>
        </p>
      </div>
    </Document>
  );
};
