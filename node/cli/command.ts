import type { ParseArgsConfig } from 'node:util';

/** Where a command writes: data to `out`, talk to `err`. */
export interface Console {
  out(text: string): void;
  err(text: string): void;
  /** True when a person watches: progress bars are drawn then. */
  interactive: boolean;
}

/** What a command is called with. */
export interface CommandInput {
  positionals: string[];
  values: Record<string, string | boolean | undefined>;
  console: Console;
  env: NodeJS.ProcessEnv;
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
  /** Loads what the command needs: help and wrong use need none of it. */
  load(): Promise<{
    /** @returns the exit code: 0 all done, 2 done in part */
    run(input: CommandInput): Promise<number>;
  }>;
}
