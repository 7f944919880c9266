import { effect, signal } from '@preact/signals-core';
import { shortId } from '../../components/shorten.ts';
import type { DemoWallet } from '../../wallet/demo/demo-wallet.ts';
import type { MountParameters } from '../mount.ts';

/** The header's button: who is connected; everything behind it is loaded with the first click. */
export const mount = ({ element, props, view, page }: MountParameters<'wallet'>): void => {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button button-quiet wallet-button';
  button.setAttribute('aria-haspopup', 'dialog');
  element.replaceChildren(button);

  const demo = signal<DemoWallet | null>(null);
  void page.demo.then((wallet) => {
    demo.value = wallet;
  });
  effect(() => {
    const account = page.session.connection.value?.account;
    const persona = demo.value?.personas.find(({ address }) => address === account);
    const who = persona === undefined ? account && shortId(account) : view.text(persona.names);
    button.textContent = who ?? view.t('wallet.connect');
    button.setAttribute('aria-label', who === undefined ? view.t('wallet.connect') : view.t('wallet.account', { who }));
  });

  let open: Promise<() => void> | undefined;
  button.addEventListener('click', () => {
    open ??= import('./wallet-dialog.tsx').then(({ mountDialog }) => mountDialog({ chain: props.chain, view, page }));
    void open.then((show) => show());
  });
  if (page.records.list().some(({ chainId }) => chainId === props.chain.chainId)) {
    void import('./pending.tsx').then(({ mountPending }) => mountPending({ chain: props.chain, view, page }));
  }
};
