import { Icon, type IconName } from './icon.tsx';

/** One thing to do, with what to type where it is done on a command line. */
export interface Step {
  icon: IconName;
  title: string;
  text: string;
  command?: string;
}

/** What to do one after the other. @param areRows whether each step takes the whole width, its command beside it */
export const Steps = ({ steps, areRows = false }: { steps: readonly Step[]; areRows?: boolean }) => (
  <ol class={areRows ? 'steps steps-rows' : 'steps'}>
    {steps.map(({ icon, title, text, command }) => (
      <li key={title}>
        <div>
          <span class="step-icon">
            <Icon name={icon} size={28} />
          </span>
          <h2>{title}</h2>
          <p>{text}</p>
        </div>
        {command !== undefined && (
          <p>
            <code class="command">{command}</code>
          </p>
        )}
      </li>
    ))}
  </ol>
);
