import { useSignal } from '@preact/signals';
import type { MountParameters, PageParts } from '../mount.ts';
import { renderIsland } from '../preact-island.ts';
import type { IslandProps } from '../props.ts';
import { useDemo } from '../wallet/connect.tsx';
import { type IslandWords, loadDictionary } from '../words.ts';
import { FollowButton } from './follow-button.tsx';
import { PersonalTrust } from './personal-trust.tsx';

interface CircleProps {
  words: IslandWords<'people'>;
  page: PageParts;
  props: IslandProps['circle'];
}

const Circle = ({ words, page, props }: CircleProps) => {
  const { chain, shop, handle } = props;
  const version = useSignal(0);
  const demo = useDemo(page);
  const connection = page.session.connection.value;
  if (connection === null) return <p class="quiet small">{words.t('people.connect')}</p>;
  const { account } = connection;
  const known = (who: string): string | undefined => {
    const persona = demo?.personas.find(({ address }) => address === who);
    return persona && words.text(persona.names);
  };
  return (
    <div class="circle">
      <div class="circle-words">
        {account === shop ? (
          <p class="quiet">{words.t('people.own_shop')}</p>
        ) : (
          <PersonalTrust
            words={words}
            viewer={account}
            shop={shop}
            handle={handle}
            version={version.value}
            known={known}
          />
        )}
      </div>
      <FollowButton
        key={account}
        words={words}
        holder={{ page, chain, connection }}
        whom="shop"
        account={shop}
        onChanged={() => {
          version.value += 1;
        }}
      />
    </div>
  );
};

/** What the connected account's own circle says of a shop, and following the shop. */
export const mountCircle = async ({ element, props, view, page }: MountParameters<'circle'>): Promise<void> => {
  const words = await loadDictionary('people', view);
  renderIsland(element, <Circle words={words} page={page} props={props} />);
};
