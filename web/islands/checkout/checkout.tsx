import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { Hex } from '../../../protocol/primitives.ts';
import { parseGroupText } from '../../components/group-link.ts';
import { Empty } from '../../components/notice.tsx';
import { variantNames } from '../../components/variant-choice.ts';
import { isBusy } from '../../wallet/transaction.ts';
import type { CartLine } from '../cart/cart-store.ts';
import { LeftOut } from '../cart/left-out.tsx';
import { LineList } from '../cart/line-list.tsx';
import { createReferralMemory } from '../cart/referral-memory.ts';
import { useReadings } from '../cart/use-readings.ts';
import type { MountParameters, PageParts } from '../mount.ts';
import { renderIsland } from '../preact-island.ts';
import type { ChainProps, IslandProps } from '../props.ts';
import { createRunner } from '../wallet/transaction-runner.ts';
import { TransactionStatus } from '../wallet/transaction-status.tsx';
import { WithWallet } from '../wallet/with-wallet.tsx';
import { type IslandWords, loadDictionary } from '../words.ts';
import { Amounts } from './amounts.tsx';
import { type CheckBoard, CheckList } from './check-list.tsx';
import { checkNames } from './check-names.ts';
import { createCouponMemory } from './coupon-memory.ts';
import { DetailsFields } from './details-fields.tsx';
import { type DetailsForm, detailsType, emptyDetails } from './details-form.ts';
import { DiscountPanel } from './discount-panel.tsx';
import { hasExtras } from './line-price.ts';
import { Paid } from './paid.tsx';
import type { PointsChoice } from './points-choice.ts';
import { ShortOfMoney } from './short-of-money.tsx';
import { CheckoutSummary, payText } from './summary.tsx';
import { type PricedLine, totalsOf } from './totals.ts';
import { useDiscounts } from './use-discounts.ts';

interface CheckoutProps {
  words: IslandWords<'checkout'>;
  walletWords: IslandWords<'wallet'>;
  page: PageParts;
  chain: ChainProps;
  /** The line of "Buy now"; null pays for the cart. */
  line: CartLine | null;
}

/** The line that "Buy now" or a group's link asked for, as the cart would have it. */
export function lineFromProps(
  line: IslandProps['checkout']['line'],
  recalled: string | null,
  group: CartLine['group'] = null,
): CartLine | null {
  const variant = line?.listing.variants.find(({ code }) => code === line.variant);
  if (line === null || variant === undefined) return null;
  const { cid, shop, shopNames, titles, image, token, kind } = line.listing;
  return {
    listing: { cid, shop, shopNames, titles, image, token, kind },
    code: variant.code,
    sku: variant.sku,
    values: variantNames(line.listing, variant),
    quantity: line.quantity,
    priceUnits: variant.offer.priceUnits,
    zone: null,
    promoter: line.promoter ?? recalled,
    group,
  };
}

const Checkout = ({ words, walletWords, page, chain, line: initial }: CheckoutProps) => {
  const single = useSignal(initial);
  const { lines: cartLines, country } = page.cart.cart.value;
  const lines = useMemo(() => (single.value === null ? cartLines : [single.value]), [single.value, cartLines]);
  const readings = useReadings(lines, words.now);
  const form = useSignal<DetailsForm>({ ...emptyDetails, country: country ?? '' });
  const answers = useSignal(true);
  const board = useSignal<CheckBoard>({});
  const done = useSignal<{ orders: readonly Hex[]; lines: readonly PricedLine[] } | null>(null);
  const memory = useMemo(() => createCouponMemory(sessionStorage), []);
  const codes = useSignal<readonly string[]>(memory.list());
  const points = useSignal<readonly PointsChoice[]>([]);
  const runner = useMemo(() => createRunner({ page, chain }), [page, chain]);

  const read = readings.lines.value;
  const fresh = (read ?? []).flatMap((reading) => (reading.problem === null ? [reading] : []));
  const connection = page.session.connection.value;
  const reading = useDiscounts({ chain, lines: fresh, codes: codes.value, points: points.value, connection });

  if (done.value !== null) return <Paid words={words} {...done.value} />;
  if (lines.length === 0) {
    return (
      <Empty title={words.t('checkout.nothing')} text={words.t('cart.empty_text')} icon="cart">
        <a class="button" href="/search">
          {words.t('cart.browse')}
        </a>
      </Empty>
    );
  }
  const { groups, undeliverable } = totalsOf(fresh, country, reading.discounts.value.byLine);
  const priced = groups.flatMap((group) => group.lines);
  const needsAddress = fresh.some(({ detail }) => detailsType(detail) === 'address');
  const needsContact = fresh.some(({ detail }) => detailsType(detail) === 'contact');
  const busy = isBusy(runner.state.value);
  const payable = priced.length > 0 && (country !== null || !fresh.some(({ detail }) => detail.delivery.length > 0));

  const used = new Set(reading.discounts.value.coupons.flatMap(({ code, error }) => (error === null ? [code] : [])));
  const pay = async (): Promise<void> => {
    board.value = {};
    const passed = new Map<string, number>();
    const [{ payCart }, { buyerReplyKey }] = await Promise.all([import('./pay.ts'), import('./buyer-reply-key.ts')]);
    const paid = await payCart(
      {
        chain,
        groups,
        form: form.value,
        makeReplyKey: answers.value && connection !== null ? () => buyerReplyKey({ page, chain, connection }) : null,
        onCheck: (_group, { name, error }) => {
          if (error !== null) board.value = { ...board.value, [name]: 'failed' };
          else {
            passed.set(name, (passed.get(name) ?? 0) + 1);
            if (passed.get(name) === groups.length) board.value = { ...board.value, [name]: 'passed' };
          }
        },
      },
      runner,
    );
    if (paid === undefined) return;
    done.value = { orders: paid, lines: priced };
    memory.keep(codes.value.filter((code) => !used.has(code)));
    if (single.value === null) page.cart.removeAll(priced.map(({ line }) => line));
  };
  const change = (line: CartLine, next: Partial<CartLine>): void => {
    if (single.value === null) page.cart.change(line.sku, line.listing.shop, next);
    else single.value = next.quantity === 0 ? null : { ...single.value, ...next };
  };
  const names = checkNames.filter((name) => name !== 'extras' || priced.some(hasExtras));
  const refused = Object.values(board.value).includes('failed');
  return (
    <form
      class="checkout-form"
      onSubmit={(event) => {
        event.preventDefault();
        void pay();
      }}
    >
      <section aria-labelledby="goods" aria-busy={read === null}>
        <h2 id="goods">{words.t('checkout.step_goods')}</h2>
        <LineList
          words={words}
          readings={readings}
          priced={priced}
          undeliverable={undeliverable}
          country={country}
          onChange={change}
        />
      </section>
      {fresh.length > 0 && (
        <DetailsFields
          words={words}
          form={form}
          needsAddress={needsAddress}
          needsContact={needsContact}
          answers={answers}
          onCountry={page.cart.setCountry}
        />
      )}
      {priced.length > 0 && (
        <DiscountPanel
          words={words}
          groups={groups}
          connection={connection}
          codes={codes.value}
          onCodes={(next) => {
            codes.value = next;
            memory.keep(next);
          }}
          points={points}
          reading={reading}
        />
      )}
      {priced.length === 0 && <LeftOut words={words} read={read} undeliverable={undeliverable} />}
      {!payable && priced.length > 0 && (
        <section aria-labelledby="pay">
          <h2 id="pay">{words.t('checkout.step_pay')}</h2>
          <p class="quiet">{words.t('checkout.country_first')}</p>
        </section>
      )}
      {payable && (
        <section aria-labelledby="pay">
          <h2 id="pay">{words.t('checkout.step_pay')}</h2>
          <Amounts words={words} groups={groups} />
          <LeftOut words={words} read={read} undeliverable={undeliverable} />
          <CheckoutSummary words={words} chain={chain} groups={groups} />
          <CheckList words={words} board={board.value} names={names} />
          {refused && <p class="tone-bad checkout-refused">{words.t('checkout.refused')}</p>}
          <TransactionStatus words={walletWords} runner={runner} />
          <ShortOfMoney words={walletWords} chain={chain} runner={runner} />
          <WithWallet words={walletWords} page={page} fits={({ role }) => role === 'buyer'}>
            {() => (
              <button class="button button-large" type="submit" disabled={busy || reading.busy.value}>
                {words.t('checkout.pay', { amount: payText(words, groups) })}
              </button>
            )}
          </WithWallet>
        </section>
      )}
    </form>
  );
};

/** The checkout: re-reads, verifies, encrypts and pays in one transaction. */
export const mount = async ({ element, props, view, page }: MountParameters<'checkout'>): Promise<void> => {
  const [words, walletWords] = await Promise.all([loadDictionary('checkout', view), loadDictionary('wallet', view)]);
  const recalled = props.line === null ? null : createReferralMemory(sessionStorage).recall(props.line.listing.shop);
  const asked = new URLSearchParams(location.search);
  renderIsland(
    element,
    <Checkout
      words={words}
      walletWords={walletWords}
      page={page}
      chain={props.chain}
      line={lineFromProps(props.line, recalled, parseGroupText(asked.get('group')))}
    />,
  );
};
