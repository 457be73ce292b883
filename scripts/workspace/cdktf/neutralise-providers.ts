import { readFile, writeFile } from 'node:fs/promises';
import { blocks } from '../../desired/stack-json';
import { given } from '../../runtime/given';
import { isRecord } from '../../runtime/is-record';

/** Rewrites a synthesized stack (a copy of our own) so that nothing in it leads to AWS. */
export async function neutraliseProviders(stackFile: string): Promise<void> {
  const stack = JSON.parse(await readFile(stackFile, 'utf8')) as Json;
  await writeFile(stackFile, JSON.stringify(neutral(stack), null, 2));
}

type Json = Record<string, unknown>;

/**
 * Every provider block, whatever its name and form (a block, a list, several with one alias): of the AWS provider only region, alias
 * and tags stay; from any other, whatever it signs and sends with is removed. So are the identities in the states that the stack
 * reads.
 */
export function neutral(stack: Json): Json {
  const provider = entries(stack.provider).map(([name, value]) => {
    const clean = isAws(stack, name) ? neutralAws : withoutIdentity;
    return [name, blocks(value).map(clean)] as const;
  });
  const data = entries(stack.data).map(([type, all]) => {
    if (type !== 'terraform_remote_state') return [type, all] as const;
    const states = entries(all).map(([name, state]) => [name, blocks(state).map(neutralState)] as const);
    return [type, Object.fromEntries(states)] as const;
  });
  return {
    ...stack,
    ...given({
      provider: stack.provider === undefined ? undefined : Object.fromEntries(provider),
      data: stack.data === undefined ? undefined : Object.fromEntries(data),
    }),
  };
}

const entries = (value: unknown) => Object.entries(isRecord(value) ? value : {});

/**
 * A local name is the app's choice, and so is the registry that it is from
 * (https://developer.hashicorp.com/terraform/language/providers/requirements#source-addresses).
 */
function isAws(stack: Json, name: string): boolean {
  const required = blocks(stack.terraform).flatMap(({ required_providers: all }) => blocks(all));
  const sources = required.flatMap((all) => {
    const one = all[name];
    return isRecord(one) && typeof one.source === 'string' ? [one.source] : [];
  });
  return sources.length === 0 ? name === 'aws' : sources.some((source) => /(^|\/)aws$/i.test(source));
}

function neutralAws(block: Json): Json {
  return {
    ...given({ alias: block.alias }),
    region: block.region ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION ?? 'us-east-1',
    ...given({ default_tags: block.default_tags, ignore_tags: block.ignore_tags }),
    access_key: 'local',
    secret_key: 'local',
    skip_metadata_api_check: true,
  };
}

/** What leads to an identity, or to another endpoint than the environment's: as providers of AWS and S3 backends call it. */
const identity = new Set([
  'access_key',
  'assume_role',
  'assume_role_with_web_identity',
  'endpoint',
  'endpoints',
  'external_id',
  'iam_endpoint',
  'profile',
  'role_arn',
  'secret_key',
  'session_name',
  'shared_config_files',
  'shared_credentials_file',
  'shared_credentials_files',
  'sts_endpoint',
  'token',
  'use_dualstack_endpoint',
  'use_fips_endpoint',
  'user_agent',
  'web_identity_token_file',
]);

/** Of a provider that is not AWS's own, such as awscc or one of a database that signs in by IAM. Another's `token` stays. */
function withoutIdentity(block: Json): Json {
  const isOfAws = Object.keys(block).some((name) => ofAws.test(name));
  return isOfAws ? without(block, (name) => identity.has(name) || ofAws.test(name)) : block;
}

const ofAws = /^(aws_.*(profile|role|key|token).*|assume_role.*|profile|role_arn|shared_(config|credentials)_files?)$/;

const without = (block: Json, isLeftOut: (name: string) => boolean): Json =>
  Object.fromEntries(Object.entries(block).filter(([name]) => !isLeftOut(name)));

/** A state in S3 is then asked for at the embedded RDS, which says that it does not play S3. */
function neutralState(state: Json): Json {
  if (state.backend !== 's3') return state;
  const config = blocks(state.config).map((each) => ({
    ...without(each, (name) => identity.has(name)),
    access_key: 'local',
    secret_key: 'local',
  }));
  return { ...state, config: config[0] ?? {} };
}
