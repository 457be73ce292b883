import type { Access } from './access';
import type { DatabasePort } from './database-port';
import type { Dialect } from './dialect';
import { type LoginContext, logIn } from './login';

/**
 * The port over the chosen way, in the engine's own language. Nothing is asked yet, but the password may be.
 * @throws NotReached where there is no password
 */
export async function openDatabases(access: Access, dialect: Dialect, context: LoginContext): Promise<DatabasePort> {
  if (access.kind === 'data-api') return dialect.overDataApi(context.aws.dataApi(), access);
  return dialect.connect(access, await logIn(access, context));
}
