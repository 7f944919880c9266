import { Presets, SingleBar } from 'cli-progress';
import type { Console } from './command.ts';

/** Progress of a long task: a bar for a person, a line now and then for a log. */
export interface Progress {
  update(done: number, total: number): void;
  end(): void;
}

/** Steps between two lines in a log, as a part of the whole. */
const LOG_PARTS = 4;

/**
 * Shows progress on standard error.
 * @param label what is being done
 */
export function showProgress(console: Console, label: string): Progress {
  if (console.interactive) {
    const bar = new SingleBar(
      { format: `${label} {bar} {value}/{total}`, stream: process.stderr, hideCursor: true, clearOnComplete: false },
      Presets.shades_classic,
    );
    let started = false;
    return {
      update(done, total) {
        if (started) bar.setTotal(total);
        else bar.start(total, 0);
        started = true;
        bar.update(done);
      },
      end: () => bar.stop(),
    };
  }
  let shown = 0;
  return {
    update(done, total) {
      const part = total === 0 ? LOG_PARTS : Math.floor((done * LOG_PARTS) / total);
      if (part <= shown) return;
      shown = part;
      console.err(`${label} ${done}/${total}\n`);
    },
    end() {
      shown = 0;
    },
  };
}
