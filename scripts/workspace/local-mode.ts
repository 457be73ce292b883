import { accessSync, constants, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { AwsProviderBlock } from '../aws/provider-settings';
import { makeWorkingCopy } from '../checkout/working-copy';
import { refusal, UpgradeError } from '../runtime/errors';
import { given } from '../runtime/given';
import { temporaryFolder } from '../runtime/temporary-folder';

/** Where `npm run local` listens unless it is told otherwise. */
export const defaultLocalPort = 5440;

/** The endpoint of `--local`: the environment's if it is on this machine, else the default; anything else is refused. */
export function localEndpoint(env: NodeJS.ProcessEnv): string {
  const given = env.AWS_ENDPOINT_URL_RDS || env.AWS_ENDPOINT_URL;
  if (given === undefined || given === '') return `http://127.0.0.1:${defaultLocalPort}`;
  if (isLoopback(given)) return given;
  throw refusal(
    'NOT_LOOPBACK',
    `--local works on this machine only, but the environment's endpoint is ${given}.`,
    'Unset AWS_ENDPOINT_URL and AWS_ENDPOINT_URL_RDS, or leave --local out.',
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

/** What `--local` leads to instead of AWS and the stack's own state. */
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

/** Made with what keeps it out of git, whatever the app ignores; another folder, which `--state` may name, is the user's. */
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
export function localEnvironment(endpoint: string): Record<string, string | undefined> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ENDPOINT_URL_RDS: undefined,
    AWS_ENDPOINT_URL_STS: undefined,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_SESSION_TOKEN: undefined,
    AWS_PROFILE: undefined,
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

/** A copy of the project to work on; the checkout is never touched. */
export async function localCopy(project: string): Promise<{ directory: string; remove(): Promise<void> }> {
  const { folder, remove } = await temporaryFolder('aurora-upgrade-local');
  const copy = await makeWorkingCopy(project, folder);
  if (copy.kind === 'copied') return { directory: copy.projectDir, remove };
  await remove();
  throw new UpgradeError({
    code: 'PROJECT_TOO_LARGE',
    message: copy.message,
    remedy: 'Move the data out of the project, or list it outside its folder; --local works on a copy.',
  });
}
