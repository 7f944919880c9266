import { parseArgs } from 'node:util';
import { VouchError } from '../../protocol/errors.ts';
import { compiledBesideCode, keepCompiled } from '../compile-cache.ts';
import type { Command, Console } from './command.ts';
import { commands } from './commands.ts';
import { commandHelp, overview } from './help.ts';

const WRONG_USE = 64;

/**
 * Runs the command-line tool.
 * @param args words after the program's name
 * @returns the exit code
 */
export async function runCli(args: string[], console: Console, env: NodeJS.ProcessEnv): Promise<number> {
  const command = commands.find(({ name }) => name.split(' ').every((word, index) => args[index] === word));
  if (!command) {
    const asked = args.length === 0 || args[0] === '--help' || args[0] === 'help';
    (asked ? console.out : console.err)(
      asked ? overview(commands) : `There is no command "${args.join(' ')}".\n\n${overview(commands)}`,
    );
    return asked ? 0 : WRONG_USE;
  }
  const rest = args.slice(command.name.split(' ').length);
  if (rest.includes('--help')) {
    console.out(commandHelp(command));
    return 0;
  }
  const parsed = parse(command, rest);
  if ('problem' in parsed) {
    console.err(`${parsed.problem}\n\n${commandHelp(command)}`);
    return WRONG_USE;
  }
  try {
    const { run } = await command.load();
    return await run({ ...parsed, console, env });
  } catch (error) {
    if (!(error instanceof VouchError)) throw error;
    const lines = [`${error.code}: ${error.message}`, ...(error.hint === undefined ? [] : [error.hint])];
    console.err(`${lines.join('\n')}\n`);
    return 1;
  }
}

type Parsed = { positionals: string[]; values: Record<string, string | boolean | undefined> };

function parse(command: Command, args: string[]): Parsed | { problem: string } {
  try {
    const { values, positionals } = parseArgs({ args, options: command.options, allowPositionals: true, strict: true });
    if (positionals.length !== command.positionals.length) {
      return {
        problem: `${command.name} takes ${command.positionals.length === 0 ? 'no words' : command.positionals.join(' ')}.`,
      };
    }
    // Safety: no option is declared as `multiple`.
    return { positionals, values: values as Parsed['values'] };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

if (import.meta.main) {
  keepCompiled(compiledBesideCode);
  process.exitCode = await runCli(
    process.argv.slice(2),
    {
      out: (text) => process.stdout.write(text),
      err: (text) => process.stderr.write(text),
      interactive: process.stderr.isTTY === true && process.env.NO_COLOR === undefined && process.env.CI === undefined,
    },
    process.env,
  );
}
