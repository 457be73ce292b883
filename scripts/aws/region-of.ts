import { RDSClient } from '@aws-sdk/client-rds';
import { given } from '../runtime/given';
import type { AwsProviderBlock } from './provider-settings';

/** What the block says, else the environment. Terraform reads both variables, the SDK for JavaScript only the first. */
export const namedRegion = ({ region }: AwsProviderBlock, env: NodeJS.ProcessEnv): string | undefined =>
  region ?? (env.AWS_REGION || env.AWS_DEFAULT_REGION || undefined);

/**
 * The region that `connect` would use for this block, the profile's included, which the SDK reads from its files. Nothing is sent.
 * Undefined where nothing names one.
 */
export async function regionOf(provider: AwsProviderBlock, env = process.env): Promise<string | undefined> {
  const named = namedRegion(provider, env);
  if (named !== undefined) return named;
  const client = new RDSClient(given({ profile: provider.profile }));
  try {
    return await client.config.region();
  } catch {
    return undefined;
  } finally {
    client.destroy();
  }
}
