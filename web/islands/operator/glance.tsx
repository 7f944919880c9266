import type { LogLine, OperatorView } from '../../../protocol/api/operator.ts';
import { errorText } from '../../../protocol/error-text.ts';
import { Icon } from '../../components/icon.tsx';
import type { IslandWords } from '../words.ts';
import { type Alert, alertsOf, type HealthPart, toneOf } from './alerts.ts';
import { byteText } from './byte-text.ts';
import { Tiles } from './tiles.tsx';

/** Where each part of the page stands that says more. */
const places: Readonly<Record<HealthPart, string>> = {
  chain: '#index',
  peers: '#map',
  digest: '#digest',
  memory: '#samples',
  disk: '#storage',
  log: '#log',
};

interface GlanceProps {
  words: IslandWords<'operator'>;
  view: OperatorView;
  /** Null while they are read. */
  lines: readonly LogLine[] | null;
}

const AlertRow = ({ words, view, alert }: Omit<GlanceProps, 'lines'> & { alert: Alert }) => {
  const { kind, part, tone, count, code } = alert;
  const figures = {
    count: words.number(count),
    free: byteText(words.locale, view.storage.freeBytes),
    reserve: byteText(words.locale, view.storage.reserveBytes),
  };
  // What the error itself says to do is nearer than what can be said of all of its kind.
  const hint = code === null ? undefined : errorText(code, words.locale)?.hint;
  return (
    <li class={`alert-row alert-${tone}`}>
      <Icon name="warning" />
      <div>
        <p>
          <a href={places[part]}>{words.t(`alert.${kind}`, figures)}</a>
        </p>
        <p class="small">{hint ?? words.t(`alert.${kind}_do`, figures)}</p>
      </div>
    </li>
  );
};

/** How the node is, in one look: a word for all of it, what to do about each thing that is not well, and a picture for each part. */
export const Glance = ({ words, view, lines }: GlanceProps) => {
  const alerts = alertsOf(view, lines);
  const tone = toneOf(alerts);
  return (
    <section class={`node-health node-health-${tone}`} aria-labelledby="glance">
      <div class="node-health-head" role="status">
        <span class="node-health-light">
          <Icon name={tone === 'good' ? 'check' : 'warning'} size={30} />
        </span>
        <div>
          <h2 id="glance">{tone === 'good' ? words.t('glance.good') : words.count(`glance.${tone}`, alerts.length)}</h2>
          <p class="quiet">{words.t(tone === 'good' ? 'glance.good_text' : 'glance.alert_text')}</p>
        </div>
      </div>
      {alerts.length > 0 && (
        <ul class="plain node-health-alerts">
          {alerts.map((alert) => (
            <AlertRow key={alert.kind} words={words} view={view} alert={alert} />
          ))}
        </ul>
      )}
      <Tiles words={words} view={view} lines={lines} alerts={alerts} places={places} />
    </section>
  );
};
