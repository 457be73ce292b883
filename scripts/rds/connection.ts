import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { RDSClient } from '@aws-sdk/client-rds';
import { STSClient } from '@aws-sdk/client-sts';
import type { AwsProviderBlock } from '../desired/desired-cluster';
import type { MetricsPort } from '../metrics/metrics-port';
import { refusal } from '../runtime/errors';
import { credentialsOf } from './credentials';
import type { RdsPort } from './rds-port';
import { SdkRds } from './sdk-rds';
import { ServiceClock } from './service-clock';
import { type Service, Target } from './target';

export interface Connection {
  rds: RdsPort;
  metrics: MetricsPort;
  clock: ServiceClock;
  target: Target;
  region: string;
  close(): void;
}

export interface ConnectOptions {
  /** Overrides the provider block's and the environment's endpoint: `--local`. */
  endpoint?: string;
  env?: NodeJS.ProcessEnv;
}

/**
 * The same account, region and endpoint that Terraform would use for this provider block: the block first, then the
 * environment, then the profile. Nothing is sent yet.
 * @throws UpgradeError NO_REGION when none of them names a region.
 */
export async function connect(provider: AwsProviderBlock, options: ConnectOptions = {}): Promise<Connection> {
  const env = options.env ?? process.env;
  // Terraform reads both variables, the SDK for JavaScript only the first.
  const region = provider.region ?? env.AWS_REGION ?? env.AWS_DEFAULT_REGION;
  const credentials = credentialsOf(provider, {
    region: provider.stsRegion ?? region,
    env,
    stsEndpoint: options.endpoint,
  });
  const shared = {
    ...(region === undefined ? {} : { region }),
    ...(credentials === undefined ? {} : { credentials }),
    ...(provider.profile === undefined ? {} : { profile: provider.profile }),
    ...(provider.useFipsEndpoint === undefined ? {} : { useFipsEndpoint: provider.useFipsEndpoint }),
    ...(provider.useDualstackEndpoint === undefined ? {} : { useDualstackEndpoint: provider.useDualstackEndpoint }),
    // The SDK waits for ever by default: a connection that has died silently would hang the run.
    requestHandler: { connectionTimeout: 10_000, requestTimeout: 60_000, throwOnRequestTimeout: true },
    retryMode: 'standard',
    maxAttempts: 6,
  };
  const endpointOf = (service: Service) => options.endpoint ?? provider.endpoints?.[service];
  const rds = new RDSClient({ ...shared, ...endpointOption(endpointOf('rds')) });
  const stsRegion = provider.stsRegion === undefined ? {} : { region: provider.stsRegion };
  const sts = new STSClient({ ...shared, ...stsRegion, ...endpointOption(endpointOf('sts')) });
  return over(rds, sts, () => {
    const { CloudWatchClient: Client } =
      require('@aws-sdk/client-cloudwatch') as typeof import('@aws-sdk/client-cloudwatch');
    return new Client({ ...shared, ...endpointOption(endpointOf('cloudwatch')) });
  });
}

/** The connection over ready clients: tests hand in clients of their own. CloudWatch's is made when it is first asked. */
export async function over(rds: RDSClient, sts: STSClient, cloudWatch: () => CloudWatchClient): Promise<Connection> {
  const clock = new ServiceClock();
  const target = new Target();
  target.watch(rds, 'rds', clock);
  target.watch(sts, 'sts', clock);
  const region = await regionOf(rds);
  let client: CloudWatchClient | undefined;
  const metrics: MetricsPort = {
    connections(of, window) {
      if (client === undefined) {
        client = cloudWatch();
        target.watch(client, 'cloudwatch', clock);
      }
      const { SdkMetrics } = require('../metrics/sdk-metrics') as typeof import('../metrics/sdk-metrics');
      return new SdkMetrics(client, target).connections(of, window);
    },
  };
  return {
    rds: new SdkRds(rds, sts, clock, target),
    metrics,
    clock,
    target,
    region,
    close: () => {
      rds.destroy();
      sts.destroy();
      client?.destroy();
    },
  };
}

function endpointOption(endpoint: string | undefined): { endpoint?: string } {
  return endpoint === undefined ? {} : { endpoint };
}

async function regionOf(client: RDSClient): Promise<string> {
  try {
    return await client.config.region();
  } catch {
    throw refusal(
      'NO_REGION',
      'No AWS region is known: neither the provider block, nor AWS_REGION, nor the profile names one.',
      'Write region into the provider block of the stack, or set AWS_REGION.',
    );
  }
}
