import type { ShopDetail } from '../../../../protocol/api/shop.ts';
import type { SellerProps } from '../desk-props.ts';
import type { OpeningProgress, OpeningStep } from './opening-progress.ts';

/** What every step to a shop gets. */
export interface StepProps extends SellerProps {
  /** Null until it is open. */
  shop: ShopDetail | null;
  progress: OpeningProgress;
  /** Keeps what was written. */
  onWrite: (change: Partial<OpeningProgress>) => void;
  /** The step was taken: reads the shop again and goes on. */
  onDone: (next: OpeningStep | null) => void;
}
