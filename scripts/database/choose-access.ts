import type { DatabaseAccess } from '../../constructs/props/access-props';
import type { Cluster } from '../aws/rds/types';
import { given } from '../runtime/given';
import type { Access, PasswordSource } from './access';
import { NotReached } from './database-port';
import type { Dialect } from './dialect';
import { dialectOf } from './dialects';

interface AccessWanted {
  /** Of the command line; they win over the code. */
  options: DatabaseAccess;
  /** `database` of the construct. */
  code: DatabaseAccess | undefined;
  env: NodeJS.ProcessEnv;
}

type Facts = Pick<Cluster, 'identifier' | 'arn' | 'engine' | 'endpoint' | 'managedSecret' | 'settings'>;

/**
 * The way that options or the code name; else the Data API where it is on and a secret is named; else a connection to the writer
 * endpoint.
 * @throws NotReached where that way lacks something
 */
export function chooseAccess({ options, code = {}, env }: AccessWanted, cluster: Facts): Access {
  const dialect = dialectOf(cluster.engine, cluster.identifier);
  const settings: DatabaseAccess = { ...code, ...given(options) };
  const secretArn = settings.secretArn ?? cluster.managedSecret;
  const isOn = cluster.settings.enable_http_endpoint === true;
  const byDefault = isOn && secretArn !== undefined ? 'data-api' : 'connection';
  const kind = named(options) ?? named(code) ?? byDefault;
  return kind === 'data-api'
    ? dataApi(settings, secretArn, isOn, cluster, dialect)
    : connection(settings, cluster, env, dialect);
}

/** What only a connection uses names it. */
function named({ access, host, port, user, password }: DatabaseAccess): DatabaseAccess['access'] {
  const ofConnection = [host, port, user, password].some((each) => each !== undefined);
  return access ?? (ofConnection ? 'connection' : undefined);
}

function dataApi(
  { name }: DatabaseAccess,
  secretArn: string | undefined,
  isOn: boolean,
  cluster: Facts,
  dialect: Dialect,
): Access {
  const { identifier, arn } = cluster;
  if (!isOn) {
    const remedy =
      'Set enableHttpEndpoint: true and deploy it, or connect to the writer endpoint from a machine with a route to it.';
    throw new NotReached(`The Data API of ${identifier} is off.`, remedy);
  }
  if (secretArn === undefined) {
    const remedy = 'Name it: --database-secret <arn>, or database: { secretArn } in the code.';
    throw new NotReached(`No secret is named with which the Data API could log in to ${identifier}.`, remedy);
  }
  return { kind: 'data-api', clusterArn: arn, secretArn, database: name ?? dialect.database };
}

function connection(settings: DatabaseAccess, cluster: Facts, env: NodeJS.ProcessEnv, dialect: Dialect): Access {
  const { identifier, endpoint } = cluster;
  if (endpoint === undefined) {
    throw new NotReached(
      `RDS names no endpoint of ${identifier}.`,
      'Run the command again once the cluster is available.',
    );
  }
  const port = Number(cluster.settings.port ?? dialect.port);
  const password = passwordSource(settings, cluster, env, dialect.variables);
  const user = settings.user ?? (password.from === 'secret' ? undefined : env[dialect.variables.user] || undefined);
  if (user === undefined && password.from !== 'secret') {
    const remedy = `Name one: --database-user, ${dialect.variables.user}, or database: { user } in the code.`;
    throw new NotReached(`No database user of ${identifier} is named.`, remedy);
  }
  return {
    kind: 'connection',
    host: settings.host ?? endpoint,
    port: settings.port ?? port,
    endpoint: { host: endpoint, port },
    ...given({ user }),
    database: settings.name ?? dialect.database,
    password,
  };
}

function passwordSource(
  settings: DatabaseAccess,
  cluster: Facts,
  env: NodeJS.ProcessEnv,
  variables: Dialect['variables'],
): PasswordSource {
  const isSet = Boolean(env[variables.password]);
  const { password = likelySource(settings, cluster, isSet) } = settings;
  const arn = settings.secretArn ?? cluster.managedSecret;
  if (typeof password === 'object') return { from: 'command', command: password.command };
  if (password === 'iam') return { from: 'iam' };
  if (password === 'environment') return { from: 'environment', variable: variables.password };
  if (password === 'secret' && arn !== undefined) return { from: 'secret', arn };
  throw new NotReached(
    password === 'secret'
      ? `The secret with the password for the databases of ${cluster.identifier} is not named.`
      : `Nothing says where the password for the databases of ${cluster.identifier} comes from.`,
    `Set ${variables.user} and ${variables.password}, or name a secret (--database-secret <arn>) or a user with IAM login (--database-user, --database-password iam).`,
  );
}

function likelySource({ secretArn, user }: DatabaseAccess, { settings, managedSecret }: Facts, isSet: boolean) {
  if (secretArn !== undefined) return 'secret';
  if (isSet) return 'environment';
  if (settings.iam_database_authentication_enabled === true && user !== undefined) return 'iam';
  return managedSecret === undefined ? undefined : 'secret';
}
