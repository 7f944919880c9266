import type { VouchError } from '../../../protocol/errors.ts';
import { limits } from '../../../protocol/limits.ts';
import { asVouchError } from '../wallet/error-note.tsx';

/** A chosen photo that was not taken: there was no room for it, it is too large, it is there already, or taking it failed. */
export interface LeftOutPhoto {
  name: string;
  why: 'count' | 'size' | 'double' | VouchError;
}

/**
 * Takes chosen photos one after the other. One that does not fit is left out by its name, and the others go on.
 * @param files what was chosen
 * @param ports `room` tells how many more there may be now; `take` sends or draws one, and says whether it was there already
 * @returns what was left out, in the order of choice
 */
export async function takePhotos(
  files: readonly File[],
  { room, take }: { room: () => number; take: (file: File) => Promise<'taken' | 'double'> },
): Promise<LeftOutPhoto[]> {
  const left: LeftOutPhoto[] = [];
  for (const file of files) {
    const { name } = file;
    if (file.size > limits.imageUploadBytes) left.push({ name, why: 'size' });
    else if (room() <= 0) left.push({ name, why: 'count' });
    else {
      const why = await take(file).catch(asVouchError);
      if (why !== 'taken') left.push({ name, why });
    }
  }
  return left;
}
