import { useSignal } from '@preact/signals';
import type { OrderDetail } from '../../../protocol/api/order.ts';
import type { VouchError } from '../../../protocol/errors.ts';
import type { OrderDetails } from '../../../protocol/order-details.ts';
import { Icon } from '../../components/icon.tsx';
import type { Connection } from '../../wallet/session.ts';
import type { ChainProps } from '../props.ts';
import { asVouchError, ErrorNote } from '../wallet/error-note.tsx';
import type { IslandWords } from '../words.ts';

interface DeliveryAddressProps {
  words: IslandWords<'order'>;
  chain: ChainProps;
  order: OrderDetail;
  connection: Connection;
}

/** The details as an address label, or as a contact. */
export const labelOf = (details: OrderDetails, country: (code: string) => string): string[] => {
  const written =
    details.type === 'address'
      ? [
          details.recipient,
          ...details.lines,
          [details.postalCode, details.city, details.region].filter((part) => part !== undefined).join(' '),
          country(details.country),
          details.phone,
        ]
      : [details.name, details.contact];
  return written.filter((line) => line !== undefined);
};

/** For the seller: decrypts the delivery details in this page, after a signature. */
export const DeliveryAddress = ({ words, chain, order, connection }: DeliveryAddressProps) => {
  const details = useSignal<OrderDetails | null>(null);
  const error = useSignal<VouchError | null>(null);
  const busy = useSignal(false);
  const number = useSignal(1);
  const open = async (): Promise<void> => {
    busy.value = true;
    error.value = null;
    try {
      const [{ readDetails }, { contractError }] = await Promise.all([
        import('./read-details.ts'),
        import('../../../protocol/contract-errors.ts'),
      ]);
      details.value = await readDetails({ chain, order, connection, number: number.value }).catch((cause: unknown) => {
        throw contractError(cause);
      });
    } catch (cause) {
      error.value = asVouchError(cause);
    } finally {
      busy.value = false;
    }
  };
  const shown = details.value;
  return (
    <section class="address" aria-labelledby="address">
      <h3 id="address">
        <Icon name="lock" size={16} /> {words.t('order.address')}
      </h3>
      {shown === null ? (
        <>
          <p class="small quiet">{words.t('order.address_text')}</p>
          <p class="actions">
            <button type="button" class="button button-quiet" disabled={busy.value} onClick={() => void open()}>
              {words.t('order.address_open')}
            </button>
            {error.value !== null && (
              <label class="field key-number">
                <span>{words.t('order.address_key')}</span>
                <input
                  type="number"
                  min={1}
                  value={number.value}
                  onInput={(event) => {
                    number.value = Math.max(1, event.currentTarget.valueAsNumber || 1);
                  }}
                />
              </label>
            )}
          </p>
        </>
      ) : (
        <>
          <address>
            {labelOf(shown, words.country).map((line) => (
              <p key={line}>{line}</p>
            ))}
          </address>
          {shown.notes !== undefined && <p class="address-notes">{shown.notes}</p>}
        </>
      )}
      {error.value !== null && <ErrorNote view={words} error={error.value} />}
    </section>
  );
};
