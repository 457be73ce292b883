import { askAll } from '../database/ask-all';
import { NotReached } from '../database/database-port';
import { openDatabases } from '../database/open';
import type { DatabaseOptions } from '../database/options';
import type { DatabasesSource } from '../observed/sources';
import { sqlContext } from '../preflight/data-verdict';
import { questionsOf } from '../preflight/sql/findings';
import { UpgradeError } from '../runtime/errors';
import { fact } from '../view/view';
import type { OpenConnection } from './connections';

/** Production's databases, asked as the options or the construct say; each look opens connections of its own, and closes them. */
export function databasesOf(connection: OpenConnection, options: DatabaseOptions): DatabasesSource {
  return {
    async look(view, when) {
      return { kind: 'no-database' };
    },
  };
}
