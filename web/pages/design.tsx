import { DesignSection } from '../design/both-themes.tsx';
import { Badges, Cards, Charts, States, Steps, Tables } from '../design/content.tsx';
import { Buttons, Dialogs, Fields } from '../design/controls.tsx';
import { Colours, Space, Type } from '../design/foundations.tsx';
import type { DesignPage as Props } from '../page-request.ts';
import type { PageView } from '../page-view.ts';
import { Document } from './document.tsx';

const parts = [
  'colours',
  'type',
  'space',
  'buttons',
  'fields',
  'cards',
  'badges',
  'tables',
  'dialogs',
  'steps',
  'charts',
  'states',
] as const;

/** Every component of the pages in both appearances, with its rule of use. */
export const DesignPage = ({ view, props }: { view: PageView; props: Props }) => {
  const section = { view };
  const words = (part: (typeof parts)[number]) => ({
    id: part,
    title: view.t(`design.${part}`),
    rule: view.t(`design.${part}_rule`),
  });
  return (
    <Document view={view} title={view.t('design.title')} index={false} styles="design">
      <div class="wide section">
        <h1>{view.t('design.title')}</h1>
        <p class="lead">{view.t('design.lead')}</p>
        <nav aria-label={view.t('design.contents')}>
          <ul class="tag-list">
            {parts.map((part) => (
              <li key={part}>
                <a class="tag" href={`#${part}`}>
                  {view.t(`design.${part}`)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </div>
      <div class="wide design">
        <DesignSection {...section} {...words('colours')} sample={(theme) => <Colours view={view} theme={theme} />} />
        <DesignSection {...section} {...words('type')} sample={() => <Type view={view} />} />
        <DesignSection {...section} {...words('space')} sample={() => <Space view={view} />} />
        <DesignSection {...section} {...words('buttons')} sample={() => <Buttons view={view} />} />
        <DesignSection {...section} {...words('fields')} sample={(theme) => <Fields view={view} theme={theme} />} />
        <DesignSection
          {...section}
          {...words('cards')}
          sample={() => <Cards view={view} listings={props.listings} shops={props.shops} />}
        />
        <DesignSection {...section} {...words('badges')} sample={() => <Badges view={view} />} />
        <DesignSection {...section} {...words('tables')} sample={() => <Tables view={view} />} />
        <DesignSection {...section} {...words('dialogs')} sample={(theme) => <Dialogs view={view} theme={theme} />} />
        <DesignSection {...section} {...words('steps')} sample={() => <Steps view={view} />} />
        <DesignSection {...section} {...words('charts')} sample={() => <Charts view={view} />} />
        <DesignSection {...section} {...words('states')} sample={() => <States view={view} />} />
      </div>
    </Document>
  );
};
