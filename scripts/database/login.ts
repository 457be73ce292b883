import type { DataClients } from '../aws/data-clients';
import { RdsUnreachable, translate } from '../aws/faults';
import { UpgradeError } from '../runtime/errors';
import { isRecord } from '../runtime/is-record';
import { runShell } from '../runtime/run-shell';
import type { ConnectionAccess } from './access';
import { NotReached } from './database-port';

/** Who logs in. The password is a function, so that whoever prints a login prints none; an IAM token is made anew each time. */
export interface Login {
  user: string;
  password(): Promise<string>;
}

export interface LoginContext {
  aws: DataClients;
  env: NodeJS.ProcessEnv;
  signal?: AbortSignal;
}

/** @throws NotReached where there is no password */
export async function logIn(access: ConnectionAccess, context: LoginContext): Promise<Login> {
  const { password: source, endpoint } = access;
  if (source.from === 'secret') {
    const { username, password } = await readSecret(source.arn, context);
    return { user: access.user ?? username, password: async () => password };
  }
  const user = access.user!;
  if (source.from === 'iam') {
    const token = { hostname: endpoint.host, port: endpoint.port, username: user };
    return { user, password: () => asNotReached('GetAuthToken', 'RDS', () => context.aws.iamToken(token)) };
  }
  const password =
    source.from === 'environment'
      ? ofEnvironment(context.env, source.variable)
      : await ofCommand(source.command, context);
  return { user, password: async () => password };
}

function ofEnvironment(env: NodeJS.ProcessEnv, variable: string): string {
  const password = env[variable];
  if (password) return password;
  throw new NotReached(
    `The password is to come from ${variable}, which is not set.`,
    'Set it and run the command again.',
  );
}

/** Neither what the command prints nor its own text is told: both may hold a secret. */
const commandLimit = 15_000;

async function ofCommand(command: string, { env, signal }: LoginContext): Promise<string> {
  const options = { cwd: process.cwd(), env, timeout: commandLimit, ...(signal === undefined ? {} : { signal }) };
  const result = await runShell(command, options);
  const why =
    result.kind === 'timeout'
      ? `did not end within ${commandLimit / 1000} seconds`
      : result.kind === 'killed'
        ? `was ended by ${result.signal}`
        : result.code !== 0
          ? `ended with exit code ${result.code}`
          : undefined;
  const [password = ''] = why === undefined ? result.stdout.split(/\r?\n/, 1) : [];
  if (password !== '') return password;
  throw new NotReached(
    `The command that is to print the database password ${why ?? 'printed an empty first line'}.`,
    'Run it by hand on this machine; it is database.password.command in the code.',
  );
}

async function readSecret(arn: string, { aws }: LoginContext): Promise<{ username: string; password: string }> {
  const { SecretString: text } = await asNotReached('GetSecretValue', 'Secrets Manager', async () => {
    const { GetSecretValueCommand } = await import('@aws-sdk/client-secrets-manager');
    return aws.secretsManager().send(new GetSecretValueCommand({ SecretId: arn }));
  });
  const { username, password } = fields(text);
  if (typeof username === 'string' && typeof password === 'string' && password !== '') return { username, password };
  throw new NotReached(
    `The secret ${arn} is not JSON with "username" and "password".`,
    'Store it as RDS does: {"username": "…", "password": "…"}.',
  );
}

/** Whatever it is that cannot be read is a secret, too: nothing is told of it. */
function fields(text: string | undefined): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

async function asNotReached<T>(operation: string, service: string, send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (error) {
    const known = translate(operation, error, undefined, service);
    // It says so itself, of the service and the call.
    if (known instanceof RdsUnreachable) throw new NotReached(`${known.message}.`, 'Run the command again.');
    // https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html
    if (/\bKMS\b/.test(known.message)) throw new NotReached(known.message, decrypt);
    if (known instanceof UpgradeError) throw new NotReached(known.message, known.remedy);
    const message = `${service} did not give the password: ${known.message}.`;
    throw new NotReached(message, 'Check the secret and the region, and run the command again.');
  }
}

const decrypt =
  'Allow the role kms:Decrypt on the key of the secret (scripts/policies/README.md) and run the command again.';
