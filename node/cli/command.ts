import type { ParseArgsConfig } from 'node:util';

/** Where a command writes: data to `out`, talk to `err`. */
export interface Console {
  out(text: string): void;
  err(text: string): void;
  /** True when a person watches: progress bars are drawn then. */
  interactive: boolean;
}

type Options = NonNullable<ParseArgsConfig['options']>;

/** One command of the tool. */
export interface Command {
  /** Words that call it, such as `shop import`. */
  name: string;
  summary: string;
  /** Positional arguments, as shown in help. */
  positionals: readonly string[];
  options: Options;
  /** Help of each option, by its name. */
  help: Readonly<Record<string, string>>;
  example: string;
  /** @returns the exit code: 0 all done, 2 done in part */
  run(input: {
    positionals: string[];
    values: Record<string, string | boolean | undefined>;
    console: Console;
    env: NodeJS.ProcessEnv;
  }): Promise<number>;
}
