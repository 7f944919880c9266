import type { ComponentChildren } from 'preact';
import type { PageView } from '../page-view.ts';
import { Icon, type IconName } from './icon.tsx';
import { Island } from './island.tsx';

/** One thing to do, with what to type where it is done on a command line. */
export interface Step {
  icon: IconName;
  title: string;
  text: string;
  /** What some want to know besides. */
  note?: ComponentChildren;
  command?: string;
}

interface StepsProps {
  view: PageView;
  steps: readonly Step[];
  /** Whether each step takes the whole width, its command beside it. */
  areRows?: boolean;
}

/** What to do one after the other. */
export const Steps = ({ view, steps, areRows = false }: StepsProps) => (
  <ol class={areRows ? 'steps steps-rows' : 'steps'}>
    {steps.map(({ icon, title, text, note, command }) => (
      <li key={title}>
        <div>
          <span class="step-icon">
            <Icon name={icon} size={28} />
          </span>
          <h2>{title}</h2>
          <p>{text}</p>
          {note !== undefined && <p class="small quiet">{note}</p>}
        </div>
        {command !== undefined && (
          <Island
            name="copy-command"
            class="copy-command"
            props={{
              title,
              copy: view.t('command.copy'),
              copied: view.t('command.copied'),
              marked: view.t('command.marked'),
            }}
          >
            <code class="command">{command}</code>
          </Island>
        )}
      </li>
    ))}
  </ol>
);
