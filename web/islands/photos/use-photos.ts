import { type ReadonlySignal, type Signal, useSignal } from '@preact/signals';
import { type LeftOutPhoto, takePhotos } from './take-photos.ts';

/** What a field of photos shows while it takes them, and after. */
export interface PhotoIntake {
  busy: ReadonlySignal<boolean>;
  /** What was left out of the last choice, until there is room again. */
  left: Signal<readonly LeftOutPhoto[]>;
  /** Takes what was chosen. */
  choose: (files: readonly File[]) => void;
}

/**
 * Takes the photos that a field is given.
 * @param ports as `takePhotos`
 */
export function usePhotos(ports: Parameters<typeof takePhotos>[1]): PhotoIntake {
  const busy = useSignal(false);
  const left = useSignal<readonly LeftOutPhoto[]>([]);
  const take = async (files: readonly File[]): Promise<void> => {
    busy.value = true;
    left.value = [];
    left.value = await takePhotos(files, ports);
    busy.value = false;
  };
  return {
    busy,
    left,
    choose: (files) => void take(files),
  };
}
