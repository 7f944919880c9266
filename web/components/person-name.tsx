import type { Format } from '../format.ts';
import { linkTo } from './links.ts';
import { ShortId } from './short-id.tsx';

/** An account by the name that it signed, with its address; a name alone proves nothing. */
export const PersonName = ({
  view,
  account,
  names,
}: {
  /** The page's view; desks have no promoter to carry on. */
  view: Pick<Format, 'text' | 'languageOf'> & { promoter?: string | null };
  account: string;
  names: Record<string, string>;
}) => {
  const name = view.text(names);
  return (
    <a class="person-name" href={linkTo({ promoter: view.promoter ?? null }, `/people/${account}`)}>
      {name !== '' && <span lang={view.languageOf(names)}>{name}</span>} <ShortId value={account} />
    </a>
  );
};
