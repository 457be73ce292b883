import { fromNodeProviderChain, fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import type { AwsCredentialIdentityProvider } from '@aws-sdk/types';
import { given } from '../runtime/given';
import type { AwsProviderBlock } from './provider-settings';
import type { Wire } from './wire';

interface Context {
  region?: string;
  env: NodeJS.ProcessEnv;
  stsEndpoint?: string;
  /** For the clients of those who are asked for credentials: the SDK hands it on to STS, but not to IAM Identity Center. */
  clientConfig: { requestHandler: Wire; customUserAgent: [string, string][] };
}

/**
 * Credentials as Terraform finds them for a provider block: its keys, else its profile, else the environment; then each
 * `assume_role` in order with the credentials of the one before.
 */
export function credentialsOf(provider: AwsProviderBlock, context: Context): AwsCredentialIdentityProvider {
  const base = baseCredentials(provider, context);
  const roles = provider.assumeRoles ?? [];
  if (roles.length === 0) return base;
  const endpoint = context.stsEndpoint ?? provider.endpoints?.sts;
  const clientConfig = { ...context.clientConfig, ...given({ region: context.region, endpoint }) };
  let credentials = base;
  for (const role of roles) {
    credentials = fromTemporaryCredentials({
      masterCredentials: credentials,
      clientConfig,
      params: {
        RoleArn: role.roleArn,
        RoleSessionName: role.sessionName ?? 'aurora-upgrade',
        ...given({
          ExternalId: role.externalId,
          DurationSeconds: role.durationSeconds,
          Policy: role.policy,
          PolicyArns: role.policyArns?.map((arn) => ({ arn })),
        }),
        ...(role.tags === undefined ? {} : { Tags: Object.entries(role.tags).map(([Key, Value]) => ({ Key, Value })) }),
        ...given({ TransitiveTagKeys: role.transitiveTagKeys, SourceIdentity: role.sourceIdentity }),
      },
    });
  }
  return credentials;
}

/** Where the environment has keys too, the SDK warns that the profile wins: so it does for Terraform, and the code says so. */
const silent = { debug() {}, info() {}, warn() {}, error() {} };

function baseCredentials(provider: AwsProviderBlock, { clientConfig }: Context): AwsCredentialIdentityProvider {
  if (provider.accessKey !== undefined && provider.secretKey !== undefined) {
    const keys = {
      accessKeyId: provider.accessKey,
      secretAccessKey: provider.secretKey,
      ...given({ sessionToken: provider.token }),
    };
    return async () => keys;
  }
  const { profile, sharedConfigFiles, sharedCredentialsFiles } = provider;
  if (profile === undefined && sharedConfigFiles === undefined && sharedCredentialsFiles === undefined) {
    return fromNodeProviderChain({ clientConfig });
  }
  const chain = fromNodeProviderChain({
    clientConfig,
    ...given({ profile }),
    // The SDK takes one file of each kind; Terraform takes lists, and the last one wins there.
    ...given({ configFilepath: sharedConfigFiles?.at(-1), filepath: sharedCredentialsFiles?.at(-1) }),
    logger: silent,
  });
  if (profile === undefined) return chain;
  return async (...args) => {
    try {
      return await chain(...args);
    } catch (error) {
      // The SDK does not say which profile it was; the name of the error is kept, because faults are told apart by it.
      if (error instanceof Error) error.message = `profile "${profile}" of the provider block: ${error.message}`;
      throw error;
    }
  };
}
