import type { OperatorPolicy } from '../../../protocol/api/operator.ts';
import { ShortId } from '../../components/short-id.tsx';
import type { IslandWords } from '../words.ts';

interface SubjectProps {
  words: IslandWords<'operator'>;
  names: OperatorPolicy['names'];
  /** An account, or the identifier of a block. */
  id: string;
}

/** What a policy names: a shop or a person by the name that they give themselves, with the address; a block by its identifier. */
export const PolicySubject = ({ words, names, id }: SubjectProps) => {
  const texts = names[id]?.names ?? {};
  const name = words.text(texts);
  return (
    <>
      {name !== '' && (
        <>
          <strong lang={words.languageOf(texts)}>{name}</strong>{' '}
        </>
      )}
      <ShortId value={id} />
    </>
  );
};
