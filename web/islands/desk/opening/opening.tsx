import { useSignal } from '@preact/signals';
import type { FunctionComponent } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { ShopDetail } from '../../../../protocol/api/shop.ts';
import type { VouchError } from '../../../../protocol/errors.ts';
import { asVouchError, ErrorNote } from '../../wallet/error-note.tsx';
import type { SellerProps } from '../desk-props.ts';
import { findShop } from '../find-shop.ts';
import { blankProfile } from '../profile-draft.ts';
import { ShopHead } from '../shop-head.tsx';
import {
  findProgress,
  forgetProgress,
  isReachable,
  isTaken,
  keepProgress,
  type OpeningFacts,
  type OpeningProgress,
  type OpeningStep,
  openingSteps,
} from './opening-progress.ts';
import { StepDelivery } from './step-delivery.tsx';
import { StepDeposit } from './step-deposit.tsx';
import { StepKey } from './step-key.tsx';
import { StepListing } from './step-listing.tsx';
import type { StepProps } from './step-props.ts';
import { StepShop } from './step-shop.tsx';

const parts: Readonly<Record<OpeningStep, FunctionComponent<StepProps>>> = {
  shop: StepShop,
  deposit: StepDeposit,
  delivery: StepDelivery,
  key: StepKey,
  listing: StepListing,
};

/** Deposit that the slider shows first, in whole tokens. */
const FIRST_DEPOSIT = 500;

const factsOf = (shop: ShopDetail | null): OpeningFacts => ({
  isOpen: shop !== null,
  hasDeposit: shop?.deposits.some(({ stakedUnits }) => BigInt(stakedUnits) > 0n) ?? false,
  hasListing: (shop?.listings ?? 0) > 0,
});

/** Opens a shop step by step; each can be gone back to, and what was written stays in this browser. */
export const Opening = (props: SellerProps) => {
  const { words, connection } = props;
  const { account } = connection;
  const shop = useSignal<ShopDetail | null | undefined>(undefined);
  const error = useSignal<VouchError | null>(null);
  const progress = useSignal<OpeningProgress>(
    findProgress(localStorage, account) ?? {
      step: 'shop',
      profile: blankProfile(words.locale),
      zones: null,
      deposit: FIRST_DEPOSIT,
      keyDecided: false,
    },
  );
  const heading = useRef<HTMLHeadingElement>(null);
  const write = (change: Partial<OpeningProgress>): void => {
    progress.value = { ...progress.value, ...change };
    keepProgress(localStorage, account, progress.value);
  };
  const load = async (): Promise<void> => {
    error.value = null;
    try {
      shop.value = await findShop(account);
      if ((shop.value?.listings ?? 0) > 0) forgetProgress(localStorage, account);
    } catch (cause) {
      error.value = asVouchError(cause);
    }
  };
  useEffect(() => void load(), []);
  const goTo = (step: OpeningStep): void => {
    write({ step });
    heading.current?.focus();
  };
  if (error.value !== null)
    return (
      <ErrorNote view={words} error={error.value} retry={{ word: words.t('retry'), onRetry: () => void load() }} />
    );
  const found = shop.value;
  if (found === undefined) return <p class="skeleton">{words.t('loading')}</p>;
  const facts = factsOf(found);
  if (found !== null && facts.hasListing)
    return (
      <div class="desk-section">
        <ShopHead words={words} shop={found} staff={false} />
        <p class="quiet">{words.t('desk.is_open')}</p>
        <p>
          <a class="button button-large" href="/desk">
            {words.t('desk.go')}
          </a>
        </p>
      </div>
    );
  const here = isReachable(progress.value.step, facts)
    ? progress.value.step
    : (openingSteps.find((step) => !isTaken(step, facts, progress.value)) ?? 'shop');
  const Part = parts[here];
  const done = async (next: OpeningStep | null): Promise<void> => {
    await load();
    if (next !== null) goTo(next);
  };
  return (
    <div class="opening">
      {found !== null && (
        <div class="actions-row">
          <ShopHead words={words} shop={found} staff={false} />
          <a href="/desk">{words.t('desk.go')}</a>
        </div>
      )}
      <ol class="opening-steps" aria-label={words.t('opening.steps')}>
        {openingSteps.map((step, index) => {
          const taken = isTaken(step, facts, progress.value);
          return (
            <li key={step} class={taken ? 'step-taken' : ''}>
              <button
                type="button"
                disabled={!isReachable(step, facts)}
                aria-current={step === here ? 'step' : undefined}
                onClick={() => goTo(step)}
              >
                <span class="step-number" aria-hidden="true">
                  {taken ? '✓' : words.number(index + 1)}
                </span>
                <span>
                  {words.t(`opening.${step}`)}
                  {taken && <span class="visually-hidden"> {words.t('opening.taken')}</span>}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
      <h2 ref={heading} tabIndex={-1}>
        {words.t(`opening.${here}_title`)}
      </h2>
      <Part
        key={here}
        {...props}
        shop={found}
        progress={progress.value}
        onWrite={write}
        onDone={(next) => void done(next)}
      />
    </div>
  );
};
