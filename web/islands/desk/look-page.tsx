import { loadDictionary } from '../words.ts';
import type { DeskPageModule } from './desk-props.ts';
import { Look } from './look/look.tsx';

/** How the shop appears to buyers. */
export const load: DeskPageModule['load'] = async (view) => {
  const lookWords = await loadDictionary('look', view);
  return (props) => <Look {...props} lookWords={lookWords} />;
};
