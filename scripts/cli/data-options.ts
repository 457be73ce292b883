import type { Command } from 'commander';

/** Of the commands that ask the databases: how to ask is said by `database/options.ts`. */
export const addDataOptions = (program: Command): Command =>
  program
    .option('--accept-unchecked', 'go on although some checks of the data could not be made')
    .option('--skip <checks...>', 'go on in spite of what these checks find; needs --reason')
    .option('--reason <text>', 'why that is no problem here; kept on the deployment, and told with the result');
