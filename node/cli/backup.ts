import type { Command } from './command.ts';

const shared = {
  options: { 'data-dir': { type: 'string' } },
  help: { 'data-dir': 'data folder of the node (or DATA_DIR); DATABASE_URL names a database of your own' },
} as const;

/** Writes what the chain cannot give again into one file. */
export const backup: Command = {
  name: 'backup',
  summary: 'Write everything of a stopped node that the chain cannot give again into one file',
  positionals: ['FILE'],
  options: { ...shared.options, keys: { type: 'boolean' } },
  help: { ...shared.help, keys: "puts the node's own key in too: whoever has the file can then pass for the node" },
  example: 'vouch backup /mnt/backup/vouch-2026-11-22.car',
  load: async () => ({ run: (await import('./run-backup.ts')).runBackup }),
};

/** Makes a data folder of such a file. */
export const restore: Command = {
  name: 'restore',
  summary: 'Make a new data folder of a backup; the node reads the chain again when it starts',
  positionals: ['FILE'],
  options: shared.options,
  help: shared.help,
  example: 'vouch restore /mnt/backup/vouch-2026-11-22.car --data-dir data/restored',
  load: async () => ({ run: (await import('./run-backup.ts')).runRestore }),
};
