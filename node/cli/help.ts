import type { Command } from './command.ts';

/** Help of one command. */
export function commandHelp(command: Command): string {
  const options = Object.entries(command.options).map(([name, option]) => {
    const value = option.type === 'boolean' ? '' : ' VALUE';
    return `  --${`${name}${value}`.padEnd(26)}${command.help[name] ?? ''}`;
  });
  return [
    command.summary,
    '',
    `  vouch ${[command.name, ...command.positionals].join(' ')} [options]`,
    '',
    ...options,
    '',
    'Example',
    `  ${command.example}`,
    '',
  ].join('\n');
}

/** The list of all commands. */
export const overview = (commands: readonly Command[]): string =>
  [
    'Tools for shops and nodes of Vouch',
    '',
    ...commands.map((command) => `  vouch ${command.name.padEnd(18)}${command.summary}`),
    '',
    'vouch COMMAND --help tells more. Data goes to standard output, talk to standard error.',
    'Exit codes: 0 done, 1 failed, 2 done in part, 64 wrong use.',
    '',
  ].join('\n');
