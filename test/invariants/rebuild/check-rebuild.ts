import type { Run } from '../../fuzz/run.ts';
export const checkRebuild = async (_run: Run, _from: number): Promise<string[]> => [];
