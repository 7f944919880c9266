import type { MountParameters } from '../mount.ts';
import { renderIsland } from '../preact-island.ts';
import { loadDictionary } from '../words.ts';
import { Conversation } from './conversation.tsx';

/** The messages of an order, for whoever is connected. */
export const mount = async ({ element, props, view, page }: MountParameters<'conversation'>): Promise<void> => {
  const words = await loadDictionary('conversation', view);
  const Connected = () => {
    const connection = page.session.connection.value;
    return connection === null ? (
      <p class="quiet">{words.t('talk.connect')}</p>
    ) : (
      <Conversation key={connection.account} words={words} page={page} connection={connection} {...props} />
    );
  };
  renderIsland(element, <Connected />);
};
