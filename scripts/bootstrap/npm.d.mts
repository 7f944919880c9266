/** Runs npm and tells every few seconds that it is still at work. */
export declare const runNpm: (options: {
  node: string;
  args: string[];
  cwd: string;
  env?: NodeJS.ProcessEnv;
  label: string;
}) => Promise<void>;
