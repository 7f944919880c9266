import { Icon } from '../components/icon.tsx';
import { Island } from '../components/island.tsx';
import { type DeskPart, deskParts, deskPath, deskShopIn } from '../desk-parts.ts';
import type { DeskPage as DeskProps } from '../page-request.ts';
import { chainProps, type PageView } from '../page-view.ts';
import { Document } from './document.tsx';

/** A page that lies under another counts as being there, though the link leads elsewhere. */
const currentAt = (part: DeskPart, here: DeskPart): 'page' | 'true' | undefined => {
  if (part === here) return 'page';
  const found = deskParts.find((each) => each.part === here);
  return found !== undefined && 'under' in found && found.under === part ? 'true' : undefined;
};

const Places = ({ view, here, shop }: { view: PageView; here: DeskProps['part']; shop: string | null }) => (
  <nav class="desk-nav" aria-label={view.t('desknav.label')}>
    <ul>
      {deskParts.map((each) =>
        'under' in each ? null : (
          <li key={each.part}>
            <a href={deskPath(each.path, shop)} aria-current={currentAt(each.part, here)}>
              <Icon name={each.icon} size={20} />
              <span>{view.t(`desknav.${each.part}`)}</span>
            </a>
          </li>
        ),
      )}
    </ul>
  </nav>
);

/** A page of a shop's desk: the same frame around every one, filled once a wallet says whose it is. */
export const DeskPage = ({ view, props }: { view: PageView; props: DeskProps }) => {
  const shop = deskShopIn(view.base.path);
  const title = view.t(`desknav.${props.part}`);
  return (
    <Document
      view={view}
      title={`${title} · ${view.t('desknav.label')} · ${view.t('brand')}`}
      index={false}
      styles="desks"
    >
      <div class="wide desk-frame">
        <Places view={view} here={props.part} shop={shop} />
        <div class="desk-main">
          <h1 class="page-title">{title}</h1>
          <p class="lead">{view.t(`desknav.${props.part}_lead`)}</p>
          <Island name="desk" props={{ chain: chainProps(view.base.status), part: props.part, shop }} class="desk-body">
            <div class="panel waiting">
              <p class="quiet">{view.t('desknav.connect')}</p>
              <noscript>
                <p>{view.t('noscript.wallet')}</p>
              </noscript>
            </div>
          </Island>
        </div>
      </div>
    </Document>
  );
};
