import type { LogLine, OperatorView } from '../../../protocol/api/operator.ts';
import { Icon, type IconName } from '../../components/icon.tsx';
import type { IslandWords } from '../words.ts';
import { byteText } from './byte-text.ts';

type Tone = 'good' | 'warn' | 'bad';

interface TileProps {
  icon: IconName;
  name: string;
  value: string;
  text: string;
  tone: Tone;
  href: string;
}

const Tile = ({ icon, name, value, text, tone, href }: TileProps) => (
  <li>
    <a class={`tile tile-${tone}`} href={href}>
      <span class="tile-name">
        <Icon name={icon} size={18} /> {name}
      </span>
      <strong class="tile-value">{value}</strong>
      <span class="small">{text}</span>
    </a>
  </li>
);

/** The disk is short of room from here on, as a multiple of what is to stay free. */
const SHORT_OF_ROOM = 2;

interface TilesProps {
  words: IslandWords<'operator'>;
  view: OperatorView;
  /** Null while they are read. */
  lines: readonly LogLine[] | null;
}

/** The health of the node in one row: what is well is calm, what needs a hand stands out. */
export const Tiles = ({ words, view, lines }: TilesProps) => {
  const { index, network, state, load, storage } = view;
  const behind = Math.max(0, index.chainHead - index.block);
  const others = state?.peers ?? [];
  const differing = others.filter(({ agrees }) => !agrees).length;
  const serious = lines?.filter(({ level }) => level !== 'warn').length ?? 0;
  const isFull = storage.freeBytes < storage.reserveBytes * SHORT_OF_ROOM;
  const bytes = (count: number) => byteText(words.locale, count);
  return (
    <ul class="plain tiles">
      <Tile
        icon="pulse"
        name={words.t('tile.chain')}
        value={index.synced ? words.t('index.synced') : words.count('index.behind', behind)}
        text={words.t('tile.block', { block: words.number(index.block) })}
        tone={index.halted ? 'bad' : index.problem !== null || !index.synced ? 'warn' : 'good'}
        href="#index"
      />
      <Tile
        icon="people"
        name={words.t('tile.peers')}
        value={words.number(network.peers.length)}
        text={words.t(`tile.reach_${network.reachable}`)}
        tone={network.peers.length === 0 ? 'warn' : 'good'}
        href="#map"
      />
      <Tile
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
        tone={differing > 0 ? 'bad' : 'good'}
        href="#digest"
      />
      <Tile
        icon="chart"
        name={words.t('tile.memory')}
        value={bytes(load.residentBytes)}
        text={load.shedding ? words.t('tile.shedding') : words.t('tile.of', { most: bytes(load.residentMostBytes) })}
        tone={load.shedding ? 'bad' : load.residentBytes > load.residentMostBytes * 0.9 ? 'warn' : 'good'}
        href="#samples"
      />
      <Tile
        icon="file"
        name={words.t('tile.disk')}
        value={words.t('tile.free', { free: bytes(storage.freeBytes) })}
        text={words.t('tile.used', { used: bytes(storage.diskBytes + (storage.databaseBytes ?? 0)) })}
        tone={isFull ? 'bad' : 'good'}
        href="#storage"
      />
      <Tile
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
        tone={serious > 0 ? 'warn' : 'good'}
        href="#log"
      />
    </ul>
  );
};
