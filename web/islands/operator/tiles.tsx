import type { ComponentChildren } from 'preact';
import type { LogLine, OperatorView } from '../../../protocol/api/operator.ts';
import { Icon, type IconName } from '../../components/icon.tsx';
import type { IslandWords } from '../words.ts';
import { type Alert, type HealthPart, type Tone, toneOf } from './alerts.ts';
import { byteText } from './byte-text.ts';
import { Dots, Ring } from './tile-picture.tsx';

interface TileProps {
  icon: IconName;
  name: string;
  value: string;
  text: string;
  tone: Tone;
  href: string;
  /** Says by itself how it is; value and text say it in words. */
  children: ComponentChildren;
}

const Tile = ({ icon, name, value, text, tone, href, children }: TileProps) => (
  <li>
    <a class={`tile tile-${tone}`} href={href}>
      <span class="tile-name">
        <Icon name={icon} size={18} /> {name}
      </span>
      <span class="tile-picture">{children}</span>
      <strong class="tile-value">{value}</strong>
      <span class="small">{text}</span>
    </a>
  </li>
);

interface TilesProps {
  words: IslandWords<'operator'>;
  view: OperatorView;
  /** Null while they are read. */
  lines: readonly LogLine[] | null;
  alerts: readonly Alert[];
  places: Readonly<Record<HealthPart, string>>;
}

/** The parts of the node's health in one row, a picture before each number: what is well is calm, what needs a hand stands out. */
export const Tiles = ({ words, view, lines, alerts, places }: TilesProps) => {
  const { index, network, state, load, storage } = view;
  const behind = Math.max(0, index.chainHead - index.block);
  const others = state?.peers ?? [];
  const differing = others.filter(({ agrees }) => !agrees).length;
  const serious = lines?.filter(({ level }) => level !== 'warn').length ?? 0;
  const used = storage.diskBytes + (storage.databaseBytes ?? 0);
  const bytes = (count: number) => byteText(words.locale, count);
  const part = (name: HealthPart) => ({ tone: toneOf(alerts, name), href: places[name] });
  return (
    <ul class="plain tiles">
      <Tile
        {...part('chain')}
        icon="pulse"
        name={words.t('tile.chain')}
        value={index.synced ? words.t('index.synced') : words.count('index.behind', behind)}
        text={words.t('tile.block', { block: words.number(index.block) })}
      >
        <Ring share={index.chainHead === 0 ? 1 : index.block / index.chainHead} tone={toneOf(alerts, 'chain')} />
      </Tile>
      <Tile
        {...part('peers')}
        icon="people"
        name={words.t('tile.peers')}
        value={words.number(network.peers.length)}
        text={words.t(`tile.reach_${network.reachable}`)}
      >
        <Dots tones={network.peers.map(({ score }) => (score < 0 ? 'bad' : 'good'))} />
      </Tile>
      <Tile
        {...part('digest')}
        icon="check"
        name={words.t('tile.digest')}
        value={
          differing > 0
            ? words.count('tile.differ', differing)
            : others.length > 0
              ? words.count('tile.agree', others.length)
              : words.t('tile.alone')
        }
        text={state === null ? words.t('digest.none') : words.t('digest.at', { block: words.number(state.block) })}
      >
        <Dots tones={others.map(({ agrees }) => (agrees ? 'good' : 'bad'))} />
      </Tile>
      <Tile
        {...part('memory')}
        icon="chart"
        name={words.t('tile.memory')}
        value={bytes(load.residentBytes)}
        text={load.shedding ? words.t('tile.shedding') : words.t('tile.of', { most: bytes(load.residentMostBytes) })}
      >
        <Ring share={load.residentBytes / load.residentMostBytes} tone={toneOf(alerts, 'memory')} />
      </Tile>
      <Tile
        {...part('disk')}
        icon="file"
        name={words.t('tile.disk')}
        value={words.t('tile.free', { free: bytes(storage.freeBytes) })}
        text={words.t('tile.used', { used: bytes(used) })}
      >
        <Ring share={used / Math.max(1, used + storage.freeBytes)} tone={toneOf(alerts, 'disk')} />
      </Tile>
      <Tile
        {...part('log')}
        icon="warning"
        name={words.t('tile.log')}
        value={lines === null ? '–' : words.number(lines.length)}
        text={
          lines === null
            ? words.t('loading')
            : serious > 0
              ? words.count('tile.errors', serious)
              : words.t('tile.no_errors')
        }
      >
        <Dots tones={(lines ?? []).map(({ level }) => (level === 'warn' ? 'warn' : 'bad'))} />
      </Tile>
    </ul>
  );
};
