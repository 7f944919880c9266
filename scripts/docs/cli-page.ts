import { commands } from '../../node/cli/commands.ts';
import { commandHelp, overview } from '../../node/cli/help.ts';

/** The page of the command-line tool: its help, as it prints it. */
export const cliPage = (): string =>
  `# Command line

Generated from \`node/cli/\` by \`npm run docs\`: what \`npx vouch --help\` and \`npx vouch COMMAND --help\` print.

\`\`\`
${overview(commands).trim()}
\`\`\`

${commands.map((command) => `## vouch ${command.name}\n\n\`\`\`\n${commandHelp(command).trim()}\n\`\`\``).join('\n\n')}
`;
