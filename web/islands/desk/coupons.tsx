import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { addressSchema } from '../../../protocol/primitives.ts';
import { Empty } from '../../components/notice.tsx';
import { contractAddress } from '../../wallet/contracts.ts';
import { isBusy } from '../../wallet/transaction.ts';
import { useAttempt } from '../use-attempt.ts';
import { asVouchError, ErrorNote } from '../wallet/error-note.tsx';
import { createRunner } from '../wallet/transaction-runner.ts';
import { TransactionStatus } from '../wallet/transaction-status.tsx';
import { BegunNote } from './begun-note.tsx';
import { createCouponBook, type MadeCoupon } from './coupon-book.ts';
import { blankCoupon, couponFormSchema, makeCoupon } from './coupon-form.ts';
import { CouponRow } from './coupon-row.tsx';
import type { DeskProps } from './desk-props.ts';
import { NewCoupon } from './new-coupon.tsx';
import { type LoadedCatalogue, loadCatalogue, loadGoods, titlesOf } from './node-blocks.ts';
import { useKeptForm } from './use-kept-form.ts';

/** What a coupon can be for: the listings of the newest catalogue, with their names. */
export interface ListingChoice {
  catalogue: LoadedCatalogue | null;
  titles: ReadonlyMap<string, Record<string, string>>;
}

/** Coupons: make one by signing, hand its code on, see how often it was used, withdraw it. */
export const Coupons = (props: DeskProps) => {
  const { words, walletWords, page, chain, connection } = props;
  const shop = addressSchema.parse(props.shop.address);
  const book = useMemo(
    () =>
      createCouponBook(localStorage, {
        shop,
        chainId: chain.chainId,
        discounts: contractAddress(chain.contracts, 'discounts'),
      }),
    [shop, chain],
  );
  const runner = useMemo(() => createRunner({ page, chain }), [page, chain]);
  const made = useSignal<readonly MadeCoupon[]>(book.list());
  const choice = useSignal<ListingChoice>({ catalogue: null, titles: new Map() });
  const { busy, error, said, attempt } = useAttempt();
  const kept = useKeptForm({
    name: `vouch.coupon.${shop}`,
    schema: couponFormSchema,
    start: useMemo(blankCoupon, []),
  });
  const { form } = kept;
  const writing = useSignal(kept.begun.value);

  const load = async (): Promise<void> => {
    try {
      const [catalogue, goods] = await Promise.all([loadCatalogue(shop), loadGoods(shop)]);
      const titles = titlesOf(goods);
      choice.value = { catalogue, titles };
    } catch (cause) {
      error.value = asVouchError(cause);
    }
  };
  useEffect(() => void load(), []);

  const sign = async (): Promise<void> => {
    const [token] = chain.tokens;
    if (token === undefined) return;
    await attempt(async () => {
      said.value = words.t('coupons.signing');
      const { randomNonce, signCoupon } = await import('./trade-calls.ts');
      const entries = choice.value.catalogue?.entries ?? [];
      const built = makeCoupon(form.value, { shop, token, entries, nonce: randomNonce() });
      const code = await signCoupon({ chain, connection }, built);
      book.add(code, entries.find(({ handle }) => handle === form.value.handle)?.listing.toString() ?? null);
      made.value = book.list();
      kept.publish();
      said.value = words.t('coupons.made');
      // The new coupon stands right above, with its link to copy.
      writing.value = false;
    });
  };
  const cancel = async ({ use }: MadeCoupon): Promise<void> => {
    const build = async () => (await import('./trade-calls.ts')).cancelCouponCall(chain, use.coupon);
    if ((await runner.run(build)) !== undefined) made.value = book.list();
  };
  return (
    <section class="desk-section" aria-labelledby="coupons">
      <h2 id="coupons">{words.t('coupons.title')}</h2>
      <p class="quiet">{words.t('coupons.text')}</p>
      {made.value.length === 0 ? (
        <Empty title={words.t('coupons.none')} text={words.t('coupons.none_text')} icon="tag" />
      ) : (
        <ul class="coupon-list" aria-label={words.t('coupons.list')}>
          {[...made.value].reverse().map((coupon) => (
            <CouponRow
              key={coupon.id}
              words={words}
              chain={chain}
              coupon={coupon}
              titles={choice.value}
              busy={isBusy(runner.state.value)}
              version={made.value}
              onCancel={() => void cancel(coupon)}
              onForget={() => {
                book.remove(coupon.code);
                made.value = book.list();
              }}
            />
          ))}
        </ul>
      )}
      <TransactionStatus words={walletWords} runner={runner} />
      <details
        class="new-listing"
        open={writing.value}
        onToggle={({ currentTarget }) => {
          writing.value = currentTarget.open;
        }}
      >
        <summary>{words.t('coupons.new')}</summary>
        <NewCoupon
          words={words}
          symbol={chain.tokens[0]?.symbol ?? ''}
          form={form}
          choice={choice.value}
          busy={busy.value}
          onSign={() => void sign()}
        >
          {kept.begun.value && <BegunNote words={words} onDiscard={kept.discard} />}
        </NewCoupon>
      </details>
      <p role="status">{said.value}</p>
      {error.value !== null && <ErrorNote view={words} error={error.value} />}
    </section>
  );
};
