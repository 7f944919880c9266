import { useSignal } from '@preact/signals';
import { PublisherKey } from '../publisher-key.tsx';
import type { StepProps } from './step-props.ts';

const owner = { role: 'owner' } as const;

/** Lets the node keep a key, or not. */
export const StepKey = ({ shop, onWrite, onDone, ...props }: StepProps) => {
  const { words } = props;
  const allowed = useSignal(false);
  if (shop === null) return null;
  return (
    <div class="desk-form">
      <PublisherKey
        {...props}
        shop={shop}
        {...owner}
        heading={false}
        onDone={() => onDone(null)}
        onKnown={(known) => {
          allowed.value = known;
        }}
      />
      <p>
        <button
          class={allowed.value ? 'button button-large' : 'button button-quiet'}
          type="button"
          onClick={() => {
            onWrite({ keyDecided: true });
            onDone('listing');
          }}
        >
          {words.t(allowed.value ? 'opening.next' : 'opening.key_skip')}
        </button>
      </p>
      {!allowed.value && <p class="small quiet">{words.t('opening.key_later')}</p>}
    </div>
  );
};
