import { linkTo } from '../components/links.ts';
import { Phrase } from '../components/phrase.tsx';
import { type Step, Steps } from '../components/steps.tsx';
import type { HostPage as Props } from '../page-request.ts';
import type { PageView } from '../page-view.ts';
import { Document } from './document.tsx';

/** A node that joins one on the same machine listens so far above it: the ports in between may be those of further nodes. */
const PORTS_ABOVE = 10;
const USUAL_PORT = 8_080;

/** What an operator types: with this node's own address, so that nothing has to be looked up. */
export const joinCommand = (origin: string, rpcUrl: string | null): string =>
  rpcUrl === null
    ? `npm start -- --join ${origin} \\\n  --rpc https://…`
    : `PORT=${(Number(new URL(origin).port) || USUAL_PORT) + PORTS_ABOVE} npm start -- --join ${origin} \\\n  --rpc ${rpcUrl}`;

/** How the program is taken from this node. */
const takeCommand = (origin: string, path: string): string => {
  const archive = path.slice(1);
  return `curl -O ${origin}${path}\ntar xzf ${archive} && cd vouch`;
};

/** Where nodes stand in the picture: everyone has every shop, the new one gets them from two others. */
const nodes = [
  { x: 60, y: 60 },
  { x: 160, y: 28 },
  { x: 110, y: 140 },
] as const;
const joining = { x: 250, y: 110 };

const JoiningPicture = () => (
  <svg class="joining-picture" viewBox="0 0 300 180" aria-hidden="true">
    {nodes.map(({ x, y }, index) => {
      const next = nodes[(index + 1) % nodes.length] ?? nodes[0];
      return <line key={x} class="joining-line" x1={x} y1={y} x2={next.x} y2={next.y} />;
    })}
    {nodes.slice(1).map(({ x, y }) => (
      <line key={x} class="joining-line joining-new" x1={x} y1={y} x2={joining.x} y2={joining.y} />
    ))}
    {[...nodes, joining].map(({ x, y }) => (
      <g key={x} class={x === joining.x ? 'joining-node joining-own' : 'joining-node'}>
        <circle cx={x} cy={y} r="24" />
        <path d={`M${x - 9} ${y + 1}l6 7 12-15`} />
      </g>
    ))}
  </svg>
);

const Holdings = ({ view }: { view: PageView }) => {
  const { shops, listings, orders, peers } = view.base.status;
  const rows = [
    { title: view.t('host.shops'), value: shops },
    { title: view.t('host.listings'), value: listings },
    { title: view.t('host.orders'), value: orders },
    { title: view.t('host.peers'), value: peers },
  ];
  return (
    <section class="panel" aria-labelledby="holdings">
      <h2 id="holdings">{view.t('host.holds')}</h2>
      <dl class="figures host-figures">
        {rows.map(({ title, value }) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd class="number">{view.number(value)}</dd>
          </div>
        ))}
      </dl>
      <p class="small quiet">{view.t('host.holds_text')}</p>
    </section>
  );
};

/** How to run a further node of this market. */
export const HostPage = ({ view, props }: { view: PageView; props: Props }) => {
  const { origin, status } = view.base;
  const { source } = props;
  const steps: Step[] = [
    {
      icon: 'file',
      title: view.t('host.get'),
      text: view.t('host.get_text', { size: view.number(Math.round(source.bytes / 100_000) / 10) }),
      note: <Phrase text={view.t('host.get_sum')} parts={{ sum: <code class="digest">{source.sha256}</code> }} />,
      command: takeCommand(origin, source.path),
    },
    {
      icon: 'people',
      title: view.t('host.join'),
      text: view.t(props.rpcUrl === null ? 'host.join_text' : 'host.join_local_text', {
        chain: String(status.chainId),
      }),
      command: joinCommand(origin, props.rpcUrl),
    },
    {
      icon: 'shop',
      title: view.t('host.open'),
      text: view.t('host.open_text'),
      command: `HOST=0.0.0.0 \\\nPUBLIC_URL=https://node.example \\\nP2P_ANNOUNCE=/dns4/node.example/tcp/9080 \\\n${joinCommand(origin, null)}`,
    },
    {
      icon: 'coin',
      title: view.t('host.earn'),
      text: view.t('host.earn_text'),
      command: 'npx vouch host announce \\\n  --endpoints https://node.example \\\n  --key-file operator.key',
    },
    {
      icon: 'scales',
      title: view.t('host.choose'),
      text: view.t('host.choose_text'),
      command: 'DATA_DIR=… npx vouch policy deny 0x… \\\n  --reason "…"',
    },
  ];
  return (
    <Document
      view={view}
      title={`${view.t('host.title')} · ${view.t('brand')}`}
      description={view.t('host.lead')}
      styles="desks"
    >
      <div class="wide section shell">
        <div class="host-head">
          <div>
            <h1 class="page-title">{view.t('host.title')}</h1>
            <p class="lead">{view.t('host.lead')}</p>
          </div>
          <JoiningPicture />
        </div>
        <Holdings view={view} />
        <Steps view={view} steps={steps} areRows />
        <p>{view.t('host.trust')}</p>
        <ul class="footer-list">
          <li>
            <a href={linkTo(view, '/hosts')}>{view.t('host.others')}</a>
          </li>
          <li>
            <a href={linkTo(view, '/network')}>{view.t('host.network')}</a>
          </li>
          <li>
            <a href="/api/v1/deployment">{view.t('host.deployment')}</a>
          </li>
        </ul>
      </div>
    </Document>
  );
};
