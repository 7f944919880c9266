import type { PageView } from '../page-view.ts';
import { Face } from './face.tsx';
import { Island } from './island.tsx';
import { linkTo } from './links.ts';

/** Ways into a circle, each with where it begins. */
const ways = [
  { way: 'follow', path: '#reviews' },
  { way: 'rate', path: '/orders' },
  { way: 'link', path: '/search' },
] as const;

/** Faces of the drawing: of nobody. */
const nobody = ['0x5a10c3e97b', '0xc31b90de42', '0x9ed3315af0', '0x1fb7c40e8d'] as const;

/** The reader in the middle of people whom trust reaches. */
const CirclePicture = () => (
  <span class="circle-picture" aria-hidden="true">
    <span class="circle-ring" />
    <span class="circle-self" />
    {nobody.map((address) => (
      <Face key={address} address={`${address}${'0'.repeat(32)}`} size={34} />
    ))}
  </span>
);

/**
 * What the reader's own circle bought. The page is the same for everybody: it says how a circle begins, and the browser
 * asks for the circle of whoever is connected.
 */
export const CircleGoods = ({
  view,
  hasReviews,
}: {
  view: PageView;
  /** Whether the page shows reviews, to which one of the ways leads. */
  hasReviews: boolean;
}) => (
  <section class="wide section circle-goods" aria-labelledby="circle-goods">
    <div class="section-head">
      <h2 id="circle-goods">{view.t('circle.goods')}</h2>
      <p class="quiet">{view.t('circle.goods_lead')}</p>
    </div>
    <Island name="circle-goods" props={{}}>
      <div class="circle-begin">
        <CirclePicture />
        <ol>
          {ways.map(({ way, path }) => (
            <li key={way}>
              <h3>{view.t(`circle.way_${way}`)}</h3>
              <p class="quiet small">{view.t(`circle.way_${way}_text`)}</p>
              {(way !== 'follow' || hasReviews) && (
                <a class="small" href={path.startsWith('#') ? path : linkTo(view, path)}>
                  {view.t(`circle.way_${way}_go`)}
                </a>
              )}
            </li>
          ))}
        </ol>
      </div>
    </Island>
  </section>
);
