import type { Command } from 'commander';
import { repeatedly } from './data-options';

/** Of the commands that run hooks. */
export interface HookOptions {
  hook?: string[];
}

export const addHookOption = (program: Command): Command =>
  program.option(
    '--hook <point=command>',
    'run this command of yours at a point of the run, in place of the one in the code; may be repeated',
    repeatedly,
  );
