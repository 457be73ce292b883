import { accessSync, constants, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { AwsProviderBlock } from '../aws/provider-settings';
import { makeWorkingCopy } from '../checkout/working-copy';
import { refusal, UpgradeError } from '../runtime/errors';
import { given } from '../runtime/given';
import { temporaryFolder } from '../runtime/temporary-folder';

/** The default port of `npm run local`. */
const defaultLocalPort = 5440;

/** The endpoint of `--local`: the environment's if it is on this machine, else the default; anything else is refused. */
export function localEndpoint(env: NodeJS.ProcessEnv): string {
  const given = env.AWS_ENDPOINT_URL_RDS || env.AWS_ENDPOINT_URL;
  if (given === undefined || given === '') return `http://127.0.0.1:${defaultLocalPort}`;
  if (isLoopback(given)) return given;
  throw refusal(
    'NOT_LOOPBACK',
    `--local works on this machine only, but the environment's endpoint is ${given}.`,
    'Unset AWS_ENDPOINT_URL and AWS_ENDPOINT_URL_RDS, or omit --local (and unset AWS_UPGRADE_LOCAL).',
  );
}

export function isLoopback(endpoint: string): boolean {
  try {
    const { hostname } = new URL(endpoint);
    return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
  } catch {
    return false;
  }
}

/** Where `--local` leads instead of AWS and the stack's own state. */
export interface LocalMode {
  /** Of the embedded RDS. */
  endpoint: string;
  stateDirectory: string;
}

/** Terraform's state for the embedded RDS, kept beside its world and away from the stack's own backend. */
export const localStateFile = (directory: string, stack: string) => join(directory, `terraform.${stack}.tfstate`);

const stateFolder = '.aurora-local';

/** Beside the embedded RDS's world. */
export const localStateDirectory = (project: string) => join(project, stateFolder);

/**
 * Created with a file that keeps it out of git, whatever the app ignores; any other folder, which `--state` may name, belongs to the
 * user.
 */
export function makeStateDirectory(directory: string): void {
  // Of a folder that is read only, a recursive mkdir says that it is not there.
  if (existsSync(dirname(directory))) accessSync(dirname(directory), constants.W_OK);
  const made = mkdirSync(directory, { recursive: true });
  if (made !== undefined && basename(directory) === stateFolder) writeFileSync(join(directory, '.gitignore'), '*\n');
}

/** No profile, no role, no endpoint of the stack's own: with `--local` nothing leads to AWS. */
export function localProvider(provider: AwsProviderBlock): AwsProviderBlock {
  return {
    ...given({ alias: provider.alias }),
    region: provider.region ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION ?? 'us-east-1',
    accessKey: 'local',
    secretKey: 'local',
  };
}

/** What Terraform needs to talk to the embedded RDS with the stack's provider block neutralised. */
export function localEnvironment(
  endpoint: string,
  env: NodeJS.ProcessEnv = process.env,
): Record<string, string | undefined> {
  const leading = Object.keys(env).filter((name) => leadsElsewhere.test(name));
  return {
    ...Object.fromEntries(leading.map((name) => [name, undefined])),
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    // A profile, of the files or of the provider's own, has roles and endpoints too.
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

/**
 * Endpoints of single services in the spellings of the SDKs and of the provider
 * (https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/guides/custom-service-endpoints), and whatever else names an identity or
 * keeps the one endpoint from being used.
 */
const leadsElsewhere =
  /^(AWS_ENDPOINT_URL(_.+)?|(TF_)?AWS_.+_ENDPOINT|AWS_(IGNORE_CONFIGURED_ENDPOINT_URLS|USE_(FIPS|DUALSTACK)_ENDPOINT|PROFILE|DEFAULT_PROFILE|SESSION_TOKEN|SECURITY_TOKEN|ROLE_ARN|ROLE_SESSION_NAME|WEB_IDENTITY_TOKEN_FILE|CONTAINER_.+|EC2_METADATA_SERVICE_ENDPOINT.*|SDK_LOAD_CONFIG))$/;

/** A copy of the project to work on; the checkout is never touched. */
export async function localCopy(project: string): Promise<{ directory: string; remove(): Promise<void> }> {
  const { folder, remove } = await temporaryFolder('aurora-upgrade-local');
  const copy = await makeWorkingCopy(project, folder);
  if (copy.kind === 'copied') return { directory: copy.projectDir, remove };
  await remove();
  throw new UpgradeError({
    code: 'PROJECT_TOO_LARGE',
    message: copy.message,
    remedy: 'Move the data out of the project folder; --local works on a copy of it.',
  });
}
