import type { AwsProviderBlock } from '../aws/provider-settings';
import { refusal } from '../runtime/errors';
import { isRecord } from '../runtime/is-record';
import { ArgumentReader } from './argument-reader';
import { assumedRoles } from './assumed-roles';
import { blocks, type StackJson } from './stack-json';

/**
 * The block that Terraform would use for a resource: the one that its `provider` meta-argument names (`aws.tokyo`), else the
 * one without an alias, else none, which means that everything comes from the environment.
 * @throws UpgradeError PROVIDER_NOT_FOUND, PROVIDER_UNRESOLVED, PROVIDER_UNSUPPORTED
 */
export function providerBlock(stack: string, json: StackJson, reference: unknown): AwsProviderBlock {
  return readProviderBlock(stack, rawProviderBlock(stack, json, reference));
}

/** The same block under Terraform's own argument names. */
export function rawProviderBlock(stack: string, json: StackJson, reference: unknown): Record<string, unknown> {
  const [name = 'aws', alias] = typeof reference === 'string' ? bare(reference).split('.') : ['aws'];
  const found = blocks(json.provider?.[name]).find((block) => (block.alias ?? undefined) === alias);
  if (found) return found;
  if (alias === undefined) return {};
  throw refusal(
    'PROVIDER_NOT_FOUND',
    `Stack "${stack}" has no provider block ${name}.${alias}, which one of its clusters uses.`,
    `Add the provider with the alias "${alias}" to the stack.`,
  );
}

const bare = (reference: string) => reference.replace(/^\$\{(.*)\}$/, '$1');

function readProviderBlock(stack: string, block: Record<string, unknown>): AwsProviderBlock {
  const alias = typeof block.alias === 'string' ? block.alias : undefined;
  const where = `the provider block ${alias === undefined ? 'aws' : `aws.${alias}`} of stack "${stack}"`;
  const read = new ArgumentReader(where, block);
  refuseUnsupported(where, block);
  return withoutUndefined({
    alias,
    region: read.text('region', 'AWS_REGION'),
    profile: read.text('profile', 'AWS_PROFILE'),
    accessKey: read.text('access_key', 'AWS_ACCESS_KEY_ID'),
    secretKey: read.text('secret_key', 'AWS_SECRET_ACCESS_KEY'),
    token: read.text('token', 'AWS_SESSION_TOKEN'),
    sharedConfigFiles: read.list('shared_config_files', 'AWS_CONFIG_FILE'),
    sharedCredentialsFiles: read.list('shared_credentials_files', 'AWS_SHARED_CREDENTIALS_FILE'),
    assumeRoles: assumedRoles(where, block.assume_role),
    endpoints: endpoints(where, block.endpoints),
    stsRegion: read.text('sts_region'),
    useFipsEndpoint: read.flag('use_fips_endpoint', 'AWS_USE_FIPS_ENDPOINT'),
    useDualstackEndpoint: read.flag('use_dualstack_endpoint', 'AWS_USE_DUALSTACK_ENDPOINT'),
    allowedAccountIds: read.list('allowed_account_ids'),
    forbiddenAccountIds: read.list('forbidden_account_ids'),
  });
}

/** Where Terraform would act with another identity than the commands, they must not act at all. */
function refuseUnsupported(where: string, block: Record<string, unknown>): void {
  if (blocks(block.assume_role_with_web_identity).length === 0) return;
  throw refusal(
    'PROVIDER_UNSUPPORTED',
    `In ${where} assume_role_with_web_identity is set, which these commands do not support.`,
    'Remove it and set AWS_ROLE_ARN and AWS_WEB_IDENTITY_TOKEN_FILE, which Terraform and these commands both honour.',
  );
}

/** Several `endpoints` blocks add up. Empty strings mean "not set", as in Terraform. */
function endpoints(where: string, value: unknown): AwsProviderBlock['endpoints'] {
  const merged = Object.assign({}, ...blocks(value)) as Record<string, unknown>;
  const read = new ArgumentReader(`endpoints in ${where}`, merged);
  const found = withoutUndefined({
    rds: read.text('rds', 'AWS_ENDPOINT_URL_RDS'),
    sts: read.text('sts', 'AWS_ENDPOINT_URL_STS'),
    cloudwatch: read.text('cloudwatch', 'AWS_ENDPOINT_URL_CLOUDWATCH'),
    autoscaling:
      read.text('appautoscaling', 'AWS_ENDPOINT_URL_APPLICATION_AUTO_SCALING') ??
      read.text('applicationautoscaling', 'AWS_ENDPOINT_URL_APPLICATION_AUTO_SCALING'),
  });
  return isRecord(found) && Object.keys(found).length > 0 ? found : undefined;
}

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T;
}
