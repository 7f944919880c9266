import { useSignal } from '@preact/signals';
import type { TokenView } from '../../../protocol/api/common.ts';
import { type Address, addressSchema } from '../../../protocol/primitives.ts';
import { paymentRequest } from '../../wallet/payment-request.ts';
import { QrCode } from '../qr-code.tsx';
import type { IslandWords } from '../words.ts';

interface ReceiveProps {
  words: IslandWords<'wallet'>;
  tokens: readonly TokenView[];
  account: Address;
  chainId: number;
}

/** How money comes into the account from a phone: a code for its camera, and the same as a link. */
export const Receive = ({ words, tokens, account, chainId }: ReceiveProps) => {
  const chosen = useSignal(tokens[0]?.address);
  const token = tokens.find(({ address }) => address === chosen.value);
  if (token === undefined) return null;
  const request = paymentRequest({ token: addressSchema.parse(token.address), account, chainId });
  return (
    <div class="receive">
      <p class="small quiet">{words.t('wallet.receive_text', { token: token.symbol, chain: chainId })}</p>
      {tokens.length > 1 && (
        <select
          aria-label={words.t('wallet.receive_token')}
          value={token.address}
          onChange={({ currentTarget }) => {
            chosen.value = currentTarget.value;
          }}
        >
          {tokens.map(({ address, symbol }) => (
            <option key={address} value={address}>
              {symbol}
            </option>
          ))}
        </select>
      )}
      <QrCode text={request} label={words.t('wallet.receive_code', { token: token.symbol })} />
      <p>
        <a href={request}>{words.t('wallet.receive_link')}</a>
      </p>
    </div>
  );
};
