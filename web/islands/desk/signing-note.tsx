import { Icon } from '../../components/icon.tsx';
import type { IslandWords } from '../words.ts';
import type { Signing } from './use-signing.ts';

/** Who signs what is published here. */
export const SigningNote = ({ words, signing }: { words: IslandWords<'desk'>; signing: Signing }) => (
  <p class="small quiet signing-note">
    <Icon name={signing === 'node' ? 'check' : 'pen'} size={16} /> {words.t(`signing.${signing}`)}
  </p>
);
