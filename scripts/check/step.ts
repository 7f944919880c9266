/** What a step found: `failures` end the check, `warnings` are only shown. Each entry is text for a person. */
export type StepResult = { failures: string[]; warnings: string[] };

/** One thing that `npm run check` looks at. */
export type Step = { name: string; run: () => Promise<StepResult> };
