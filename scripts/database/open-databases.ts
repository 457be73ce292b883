import type { Access } from './access';
import type { DatabasePort } from './database-port';
import { type LoginContext, logIn } from './login';

/**
 * The port over the chosen way. What it takes is loaded only now, by `require`: under tsx/cjs an `import()` finds no TypeScript. Nothing
 * is asked yet, but the password may be.
 * @throws NotReached where there is no password
 */
export async function openDatabases(access: Access, context: LoginContext): Promise<DatabasePort> {
  if (access.kind === 'data-api') {
    const { DataApiPort } = require('./data-api-port') as typeof import('./data-api-port');
    return new DataApiPort(context.aws.dataApi(), access);
  }
  const login = await logIn(access, context);
  const { ConnectionPort } = require('./connection-port') as typeof import('./connection-port');
  return new ConnectionPort(access, login);
}
