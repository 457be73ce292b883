import type { Command } from 'commander';
import { addDatabaseOptions, type DatabaseOptions } from './database-options';

/** Of the commands that check the data of a cluster. */
export interface DataOptions extends DatabaseOptions {
  acceptUnchecked?: boolean;
  skip?: string[];
  reason?: string;
  sqlResults?: string;
}

/** What may be given several times: a list would take the names of clusters behind it. */
export const repeatedly = (value: string, before: string[] = []) => [...before, value];

export const addDataOptions = (program: Command): Command =>
  addDatabaseOptions(
    program
      .option('--accept-unchecked', 'go on although some checks of the data could not be run')
      .option('--skip <check>', 'go on in spite of what this check of the data finds; may be repeated', repeatedly)
      .option('--reason <text>', 'why the findings are accepted; kept on the deployment')
      .option('--sql-results <file>', 'read what the script of preflight --print-sql has printed; nothing is queried'),
  );
