import { useSignal } from '@preact/signals';
import type { OrderDetail } from '../../../protocol/api/order.ts';
import type { OrderDetails } from '../../../protocol/order-details.ts';
import { Icon } from '../../components/icon.tsx';
import type { Connection } from '../../wallet/session.ts';
import type { PageParts } from '../mount.ts';
import type { ChainProps } from '../props.ts';
import { useAttempt } from '../use-attempt.ts';
import { ErrorNote } from '../wallet/error-note.tsx';
import type { IslandWords } from '../words.ts';

interface DeliveryAddressProps {
  words: IslandWords<'order'>;
  page: PageParts;
  chain: ChainProps;
  order: OrderDetail;
  connection: Connection;
  role: 'buyer' | 'seller';
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

/** For seller and buyer: decrypts the delivery details in this page, after a signature. */
export const DeliveryAddress = ({ words, page, chain, order, connection, role }: DeliveryAddressProps) => {
  const details = useSignal<OrderDetails | null>(null);
  const { busy, error, attempt } = useAttempt();
  const open = (): Promise<void> =>
    attempt(async () => {
      const { readDetails } = await import('./read-details.ts');
      details.value = await readDetails({ page, chain, connection }, role, order);
    });
  const shown = details.value;
  return (
    <section class="address" aria-labelledby="address">
      <h3 id="address">
        <Icon name="lock" size={16} /> {words.t('order.address')}
      </h3>
      {shown === null ? (
        <>
          <p class="small quiet">{words.t(role === 'seller' ? 'order.address_text' : 'order.address_text_own')}</p>
          <p class="actions">
            <button type="button" class="button button-quiet" disabled={busy.value} onClick={() => void open()}>
              {words.t('order.address_open')}
            </button>
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
