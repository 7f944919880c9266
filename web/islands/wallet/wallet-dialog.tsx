import { signal } from '@preact/signals';
import { render } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { DialogHead } from '../../components/dialog-head.tsx';
import type { IslandView, PageParts } from '../mount.ts';
import type { ChainProps } from '../props.ts';
import { type IslandWords, loadDictionary } from '../words.ts';
import { Account } from './account.tsx';
import { Connect } from './connect.tsx';

interface DialogProps {
  chain: ChainProps;
  words: IslandWords<'wallet'>;
  page: PageParts;
  close: () => void;
}

const DialogContent = ({ chain, words, page, close }: DialogProps) => {
  const connection = page.session.connection.value;
  return (
    <>
      <DialogHead
        id="wallet-title"
        title={words.t(connection === null ? 'wallet.connect' : 'wallet.title')}
        closeLabel={words.t('close')}
        onClose={close}
      />
      {connection === null ? (
        <Connect words={words} page={page} />
      ) : (
        <Account key={connection.account} words={words} page={page} chain={chain} connection={connection} />
      )}
    </>
  );
};

/**
 * Puts the wallet's dialog into the page.
 * @returns opens it; each time its figures are read again
 */
export async function mountDialog(parts: {
  chain: ChainProps;
  view: IslandView;
  page: PageParts;
}): Promise<() => void> {
  const words = await loadDictionary('wallet', parts.view);
  const place = document.createElement('div');
  document.body.append(place);
  const opened = signal(0);
  const Dialog = () => {
    const element = useRef<HTMLDialogElement>(null);
    const close = (): void => element.current?.close();
    const times = opened.value;
    useEffect(() => {
      if (times > 0 && element.current?.open === false) element.current.showModal();
    }, [times]);
    return (
      <dialog class="dialog" ref={element} aria-labelledby="wallet-title">
        {times > 0 && <DialogContent key={times} words={words} chain={parts.chain} page={parts.page} close={close} />}
      </dialog>
    );
  };
  render(<Dialog />, place);
  return () => {
    opened.value += 1;
  };
}
