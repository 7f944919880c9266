import { PublisherKey } from '../publisher-key.tsx';
import type { StepProps } from './step-props.ts';

const owner = { role: 'owner' } as const;

/** Lets the node keep a key, or not. */
export const StepKey = ({ shop, onWrite, onDone, ...props }: StepProps) =>
  shop === null ? null : (
    <div class="desk-form">
      <PublisherKey {...props} shop={shop} {...owner} onDone={() => onDone(null)} />
      <p>
        <button
          class="button button-large"
          type="button"
          onClick={() => {
            onWrite({ keyDecided: true });
            onDone('listing');
          }}
        >
          {props.words.t('opening.next')}
        </button>
      </p>
      <p class="small quiet">{props.words.t('opening.key_later')}</p>
    </div>
  );
