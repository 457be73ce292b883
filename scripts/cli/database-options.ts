import { type Command, Option } from 'commander';
import type { DatabaseAccess } from '../../constructs/props/access-props';
import { given } from '../runtime/given';
import { integer } from './command';

/** As commander reads them. They win over `database` of the construct. */
export interface DatabaseOptions {
  databaseUser?: string;
  databaseName?: string;
  databaseSecret?: string;
  databasePassword?: 'iam' | 'environment' | 'secret';
  databaseHost?: string;
  databasePort?: number;
  dataApi?: boolean;
}

/** Options of a command that reads the databases. A password is none: process lists and logs show options. */
export function addDatabaseOptions(program: Command): Command {
  return program
    .option('--database-user <name>', 'the database user to log in as')
    .option(
      '--database-name <name>',
      'the database in which queries about the whole cluster are run (default: postgres)',
    )
    .option('--database-secret <arn>', 'a secret of Secrets Manager with username and password')
    .addOption(
      new Option('--database-password <source>', 'where the password of a connection comes from').choices([
        'iam',
        'environment',
        'secret',
      ]),
    )
    .option('--database-host <host>', 'connect to this host instead of the writer endpoint: a tunnel to it')
    .option('--database-port <port>', 'the TCP port of that host', integer(1, 65_535))
    .option('--data-api', 'query over the RDS Data API, which needs no route to the VPC');
}

/** The same in the words of the construct. */
export function databaseAccess(options: DatabaseOptions): DatabaseAccess {
  return given({
    access: options.dataApi === true ? ('data-api' as const) : undefined,
    user: options.databaseUser,
    name: options.databaseName,
    secretArn: options.databaseSecret,
    password: options.databasePassword,
    host: options.databaseHost,
    port: options.databasePort,
  });
}
