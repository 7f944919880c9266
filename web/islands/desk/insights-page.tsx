import { WithSession } from '../session/with-session.tsx';
import { loadDictionary } from '../words.ts';
import type { DeskPageModule } from './desk-props.ts';
import { Insights } from './insights/insights.tsx';

/** How sales went, for who is signed in as the shop or its staff. */
export const load: DeskPageModule['load'] = async (view) => {
  const words = await loadDictionary('insights', view);
  return ({ walletWords, connection, shop }) => (
    <WithSession words={walletWords} connection={connection} reason={words.t('insights.reason')}>
      {() => <Insights words={words} shop={shop.address} />}
    </WithSession>
  );
};
