import packageJson from '../package.json' with { type: 'json' };

/** The project's version. */
export const version: string = packageJson.version;
