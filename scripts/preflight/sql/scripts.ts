import type { AuroraEngine } from '../../../constructs/engines';
import { printMysql } from './mysql/print-sql';
import { readMysqlResults } from './mysql/read-results';
import { type PrintedFor, printSql } from './print-sql';
import { readResults } from './read-results';
import type { Expected, Results } from './results';
import type { SqlContext, When } from './sql-check';

/** The questions of an engine for somebody who may enter the databases where this tool may not, and how their output is read. */
interface PrintedScript {
  print(context: SqlContext, when: When, of: PrintedFor): string;
  read(text: string, expected: Expected): Results;
}

export const printedScripts: Readonly<Record<AuroraEngine, PrintedScript>> = {
  'aurora-postgresql': { print: printSql, read: readResults },
  'aurora-mysql': { print: printMysql, read: readMysqlResults },
};
