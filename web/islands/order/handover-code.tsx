import { useSignal } from '@preact/signals';
import type { OrderDetail } from '../../../protocol/api/order.ts';
import { Icon } from '../../components/icon.tsx';
import { Banner } from '../../components/notice.tsx';
import type { Connection } from '../../wallet/session.ts';
import { memberCode } from '../pickup/member-code.ts';
import type { ChainProps } from '../props.ts';
import { useAttempt } from '../use-attempt.ts';
import { ErrorNote } from '../wallet/error-note.tsx';
import type { IslandWords } from '../words.ts';

interface HandoverCodeProps {
  words: IslandWords<'order'>;
  chain: ChainProps;
  order: OrderDetail;
  connection: Connection;
}

/** What is shown at the pick-up point: the code as text, and what draws it. */
interface ShownCode {
  text: string;
  QrCode: typeof import('../qr-code.tsx')['QrCode'];
}

/** For the buyer: the secret that completes the order, as a picture and as text, once they ask for it. */
export const HandoverCode = ({ words, chain, order, connection }: HandoverCodeProps) => {
  const shown = useSignal<ShownCode | null>(null);
  const { busy, error, attempt } = useAttempt();
  const show = (): Promise<void> =>
    attempt(async () => {
      const [{ readHandoverCode }, { QrCode }] = await Promise.all([
        import('./read-handover-code.ts'),
        import('../qr-code.tsx'),
      ]);
      shown.value = { text: await readHandoverCode({ chain, order, connection }), QrCode };
    });
  const code = shown.value;
  return (
    <section class="handover" aria-labelledby="handover">
      <h3 id="handover">
        <Icon name="lock" size={16} /> {words.t('order.code_title')}
      </h3>
      <Banner tone="warn">{words.t('order.code_warning')}</Banner>
      <p>
        {words.t('order.code_member')} <strong class="member-code">{memberCode(order.id)}</strong>
      </p>
      {code === null ? (
        <>
          <p class="small quiet">{words.t('order.code_text')}</p>
          <p>
            <button type="button" class="button" disabled={busy.value} onClick={() => void show()}>
              {words.t('order.code_show')}
            </button>
          </p>
        </>
      ) : (
        <>
          <code.QrCode text={code.text} label={words.t('order.code_label')} />
          <code class="command">{code.text}</code>
          <p>
            <button
              type="button"
              class="button button-quiet"
              onClick={() => {
                shown.value = null;
              }}
            >
              {words.t('order.code_hide')}
            </button>
          </p>
        </>
      )}
      {error.value !== null && <ErrorNote view={words} error={error.value} />}
    </section>
  );
};
