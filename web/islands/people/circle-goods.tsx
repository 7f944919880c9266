import { useSignal } from '@preact/signals';
import { render } from 'preact';
import { useEffect } from 'preact/hooks';
import type { CirclePurchasesView, CirclePurchaseView } from '../../../protocol/api/trust.ts';
import type { VouchError } from '../../../protocol/errors.ts';
import { Face } from '../../components/face.tsx';
import { Phrase } from '../../components/phrase.tsx';
import { Picture } from '../../components/picture.tsx';
import { shortId } from '../../components/shorten.ts';
import { Stars } from '../../components/stars.tsx';
import { readJson } from '../api.ts';
import type { MountParameters, PageParts } from '../mount.ts';
import { useDemo } from '../wallet/connect.tsx';
import { asVouchError, ErrorNote } from '../wallet/error-note.tsx';
import { type IslandWords, loadDictionary } from '../words.ts';
import { type PathNames, readPathNames } from './path-names.ts';
import { TrustPath } from './trust-path.tsx';

const mostListings = 8;

interface CardProps {
  words: IslandWords<'people'>;
  item: CirclePurchaseView;
  viewer: string;
  nameOf: (account: string) => string | undefined;
}

/** A listing, who of the circle bought it, and why these people are trusted. */
const CircleCard = ({ words, item, viewer, nameOf }: CardProps) => {
  const { listing, people, bought } = item;
  const [first] = people;
  if (first === undefined) return null;
  const name = (
    <a href={`/people/${first.account}`}>
      <strong>{nameOf(first.account) ?? shortId(first.account)}</strong>
    </a>
  );
  const price = words.money(listing.priceFromUnits, listing.token);
  const said = bought === 1 ? words.t('people.goods_one') : words.count('people.goods_more', bought - 1);
  return (
    <li class="card circle-card">
      <a class="card-link" href={`/listing/${listing.cid}`}>
        <span class="card-picture">
          <Picture
            view={words}
            image={listing.image}
            alt=""
            sizes="(min-width: 70rem) 17rem, (min-width: 40rem) 30vw, 45vw"
          />
        </span>
        <span class="card-title" lang={words.languageOf(listing.titles)}>
          {words.text(listing.titles)}
        </span>
      </a>
      <span class="card-shop quiet">
        <span lang={words.languageOf(listing.shopNames)}>{words.text(listing.shopNames)}</span>
        <span class="price">
          {listing.priceFromUnits === listing.priceToUnits ? price : words.t('price.from', { price })}
        </span>
      </span>
      <div class="circle-who">
        <span class="faces" aria-hidden="true">
          {people.map(({ account }) => (
            <Face key={account} address={account} size={24} />
          ))}
        </span>
        <p class="small">
          <Phrase text={said} parts={{ name }} />
          {first.stars !== null && (
            <>
              {' '}
              <Stars view={words} milliStars={first.stars * 1_000} size={12} />
            </>
          )}
        </p>
      </div>
      <details class="small circle-why">
        <summary>{words.count('people.goods_why', people.length)}</summary>
        {people.map(({ account, path, order }) => (
          <div key={account}>
            <TrustPath words={words} path={path} viewer={viewer} nameOf={nameOf} />
            {order !== null && (
              <a class="circle-order" href={`/order/${order}`}>
                {words.t('people.goods_order', { name: nameOf(account) ?? shortId(account) })}
              </a>
            )}
          </div>
        ))}
      </details>
    </li>
  );
};

interface GoodsProps {
  words: IslandWords<'people'>;
  page: PageParts;
  /** Says what is shown: the goods of a circle, or how to begin one. */
  onFound: (has: boolean) => void;
}

const CircleGoods = ({ words, page, onFound }: GoodsProps) => {
  const found = useSignal<{ goods: CirclePurchasesView; names: PathNames } | null>(null);
  const error = useSignal<VouchError | null>(null);
  const demo = useDemo(page);
  const viewer = page.session.connection.value?.account;
  const load = async (): Promise<void> => {
    error.value = null;
    found.value = null;
    onFound(false);
    if (viewer === undefined) return;
    try {
      const goods = await readJson<CirclePurchasesView>(
        `/api/v1/people/${viewer}/circle/purchases?limit=${mostListings}`,
      );
      const people = goods.items.flatMap((item) => item.people);
      const names = await readPathNames(words, { viewer, people });
      // The reader may have changed the account meanwhile.
      if (page.session.connection.value?.account !== viewer) return;
      found.value = { goods, names };
      onFound(goods.items.length > 0);
    } catch (cause) {
      error.value = asVouchError(cause);
    }
  };
  useEffect(() => void load(), [viewer]);
  if (viewer === undefined) return null;
  if (error.value !== null)
    return (
      <ErrorNote view={words} error={error.value} retry={{ word: words.t('retry'), onRetry: () => void load() }} />
    );
  if (found.value === null) return <p class="circle-said quiet">{words.t('loading')}</p>;
  const { goods, names } = found.value;
  const nameOf = (who: string): string | undefined => {
    const persona = demo?.personas.find(({ address }) => address === who);
    return names.get(who) || (persona && words.text(persona.names));
  };
  if (goods.circle === 0) return <p class="circle-said">{words.t('people.goods_nobody')}</p>;
  if (goods.items.length === 0) return <p class="circle-said">{words.count('people.goods_nothing', goods.circle)}</p>;
  return (
    <ul class="grid">
      {goods.items.map((item) => (
        <CircleCard key={item.listing.cid} words={words} item={item} viewer={viewer} nameOf={nameOf} />
      ))}
    </ul>
  );
};

/**
 * What the connected account's own circle bought. The server's words on how to begin a circle stay while there is
 * nothing else to show, and come back when the wallet is disconnected.
 */
export const mountCircleGoods = async ({ element, view, page }: MountParameters<'circle-goods'>): Promise<void> => {
  const words = await loadDictionary('people', view);
  const begin = element.querySelector<HTMLElement>('.circle-begin');
  const place = document.createElement('div');
  element.prepend(place);
  const onFound = (has: boolean): void => {
    if (begin !== null) begin.hidden = has;
  };
  render(<CircleGoods words={words} page={page} onFound={onFound} />, place);
};
