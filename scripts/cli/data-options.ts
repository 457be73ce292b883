import { type Command, Option } from 'commander';
import type { DatabaseAccess } from '../../constructs/props/access-props';
import { given } from '../runtime/given';
import { integer } from './command';

/** Of the commands that ask the databases of a cluster. */
export interface DataOptions {
  acceptUnchecked?: boolean;
  skip?: string[];
  reason?: string;
  sqlResults?: string;
  dataApi?: boolean;
  databaseUser?: string;
  databaseName?: string;
  databaseHost?: string;
  databasePort?: number;
  databaseSecret?: string;
  databasePassword?: 'iam' | 'environment' | 'secret';
}

/** What a check may be named by several times: a list would take the names of clusters behind it. */
export const repeatedly = (value: string, before: string[] = []) => [...before, value];

export const addDataOptions = (program: Command): Command =>
  program
    .option('--accept-unchecked', 'go on although some checks of the data could not be made')
    .option('--skip <check>', 'go on in spite of what this check of the data finds; may be repeated', repeatedly)
    .option('--reason <text>', 'why that is no problem here; kept on the deployment')
    .option('--sql-results <file>', 'read what the script of preflight --print-sql has printed; nothing is asked')
    .option('--data-api', 'ask the databases by the RDS Data API')
    .option('--database-user <name>', 'connect as this user (or PGUSER)')
    .option('--database-name <name>', 'the database for questions about the whole cluster (default: postgres)')
    .option('--database-host <host>', 'connect here in place of the writer endpoint, as with a tunnel')
    .option('--database-port <port>', 'of that host', integer(1, 65535))
    .option('--database-secret <arn>', 'a secret of Secrets Manager with username and password')
    .addOption(
      new Option('--database-password <source>', 'where the password comes from').choices([
        'iam',
        'environment',
        'secret',
      ]),
    );

export const accessOf = (options: DataOptions): DatabaseAccess =>
  given({
    access: options.dataApi === true ? ('data-api' as const) : undefined,
    user: options.databaseUser,
    name: options.databaseName,
    host: options.databaseHost,
    port: options.databasePort,
    secretArn: options.databaseSecret,
    password: options.databasePassword,
  });
