import { persona } from './story.ts';

/** Between whom the case is that the demo market has before its court. */
export const buyer = persona('chen');
export const shop = persona('lan');
