import { BeforeSigning } from '../components/before-signing.tsx';
import { CoverRail, coverSentence } from '../components/cover.tsx';
import { Island } from '../components/island.tsx';
import { Picture } from '../components/picture.tsx';
import { chosenVariant, variantNames } from '../components/variant-choice.ts';
import type { CheckoutPage as Props } from '../page-request.ts';
import { chainProps, type PageView } from '../page-view.ts';
import { Document } from './document.tsx';

type Line = NonNullable<Props['line']>;

const Summary = ({ view, line }: { view: PageView; line: Line }) => {
  const { listing, quantity } = line;
  const variant = chosenVariant(listing, line.variant);
  if (variant === undefined) return null;
  const coverBps = Math.min(variant.offer.coverageBps, listing.coverBps);
  return (
    <div class="line">
      <Picture view={view} image={listing.image} alt="" sizes="6rem" class="line-picture" />
      <div>
        <p class="line-title">
          <a href={`/listing/${listing.cid}`}>{view.text(listing.titles)}</a>
        </p>
        <p class="small quiet">
          {[
            view.text(variantNames(listing, variant)),
            view.t('order.quantity', { count: view.number(quantity) }),
            view.text(listing.shopNames),
          ]
            .filter((part) => part !== '')
            .join(' · ')}
        </p>
        <p class="small">{coverSentence(view, coverBps)}</p>
        <CoverRail view={view} coverBps={coverBps} />
      </div>
      <p class="price number">{view.money(BigInt(variant.offer.priceUnits) * BigInt(quantity), listing.token)}</p>
    </div>
  );
};

/** Checkout: what is bought and what signing means; the island takes delivery details and the payment. */
export const CheckoutPage = ({ view, props }: { view: PageView; props: Props }) => {
  const { line } = props;
  const variant = line === null ? null : (chosenVariant(line.listing, line.variant) ?? null);
  return (
    <Document view={view} title={`${view.t('checkout.title')} · ${view.t('brand')}`} index={false}>
      <div class="wide section">
        <h1 class="page-title">{view.t('checkout.title')}</h1>
        <div class="checkout">
          <Island
            name="checkout"
            class="panel checkout-island"
            props={{
              chain: chainProps(view.base.status),
              line:
                line === null
                  ? null
                  : {
                      listing: line.listing,
                      variant: line.variant,
                      quantity: line.quantity,
                      promoter: line.promoter?.registered ? line.promoter.address : null,
                    },
            }}
          >
            <h2>{view.t('checkout.summary')}</h2>
            {line === null ? <p class="quiet">{view.t('checkout.from_cart')}</p> : <Summary view={view} line={line} />}
            <p class="quiet">{view.t('shell.connect')}</p>
            <noscript>
              <p>{view.t('noscript.wallet')}</p>
            </noscript>
          </Island>
          <BeforeSigning view={view} listing={line?.listing ?? null} variant={variant} />
        </div>
      </div>
    </Document>
  );
};
