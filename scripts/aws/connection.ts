import { RDSClient } from '@aws-sdk/client-rds';
import { STSClient } from '@aws-sdk/client-sts';
import { refusal } from '../runtime/errors';
import { given } from '../runtime/given';
import type { AwsPorts } from './aws-ports';
import { callLog } from './call-log';
import { credentialsOf } from './credentials';
import { type DataClients, dataClients } from './data-clients';
import { type LazyClients, lazyAutoscaling, lazyMetrics } from './lazy-clients';
import type { AwsProviderBlock } from './provider-settings';
import { SdkRds } from './rds/sdk-rds';
import { namedRegion } from './region-of';
import { ServiceClock } from './service-clock';
import { Target } from './target';
import { userAgent } from './user-agent';
import { clientDefaults, Wire } from './wire';

export interface Connection extends AwsPorts {
  clock: ServiceClock;
  target: Target;
  region: string;
  data: DataClients;
  close(): void;
}

interface ConnectOptions {
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
  const region = namedRegion(provider, env);
  const log = callLog(env);
  const wire = () => new Wire(undefined, { env, log });
  const rdsWire = wire();
  const credentials = credentialsOf(provider, {
    // Whoever is asked for them is reached in the same way.
    clientConfig: { requestHandler: rdsWire, customUserAgent: userAgent() },
    region: provider.stsRegion ?? region,
    env,
    stsEndpoint: options.endpoint,
  });
  const shared = {
    ...given({
      region,
      credentials,
      profile: provider.profile,
      useFipsEndpoint: provider.useFipsEndpoint,
      useDualstackEndpoint: provider.useDualstackEndpoint,
    }),
    ...clientDefaults,
    customUserAgent: userAgent(),
  };
  const endpointOf = (service: keyof NonNullable<AwsProviderBlock['endpoints']>) =>
    options.endpoint ?? provider.endpoints?.[service];
  const rds = new RDSClient({ ...shared, requestHandler: rdsWire, ...endpointOption(endpointOf('rds')) });
  const stsRegion = provider.stsRegion === undefined ? {} : { region: provider.stsRegion };
  const sts = new STSClient({
    ...shared,
    requestHandler: wire(),
    ...stsRegion,
    ...endpointOption(endpointOf('sts')),
  });
  return over(rds, sts, {
    cloudWatch(target) {
      const { CloudWatchClient: Client } =
        require('@aws-sdk/client-cloudwatch') as typeof import('@aws-sdk/client-cloudwatch');
      const named = endpointOf('cloudwatch') ?? (env.AWS_ENDPOINT_URL_CLOUDWATCH || undefined);
      return new Client({ ...shared, requestHandler: wire(), ...endpointOption(named ?? besideRds(target)) });
    },
    autoscaling(target) {
      const { ApplicationAutoScalingClient: Client } =
        require('@aws-sdk/client-application-auto-scaling') as typeof import('@aws-sdk/client-application-auto-scaling');
      const named = endpointOf('autoscaling') ?? (env.AWS_ENDPOINT_URL_APPLICATION_AUTO_SCALING || undefined);
      return new Client({ ...shared, requestHandler: wire(), ...endpointOption(named ?? besideRds(target)) });
    },
  });
}

/** The connection over existing clients: tests pass their own. */
export async function over(rds: RDSClient, sts: STSClient, lazily: LazyClients): Promise<Connection> {
  const clock = new ServiceClock();
  const target = new Target();
  target.watch(rds, 'rds', clock);
  target.watch(sts, 'sts', clock);
  const region = await regionOf(rds);
  const { metrics, close: closeMetrics } = lazyMetrics(lazily, target, clock);
  const { autoscaling, close: closeAutoscaling } = lazyAutoscaling(lazily, target, clock);
  const { data, close: closeData } = dataClients(rds, target, clock);
  return {
    rds: new SdkRds(rds, sts, clock, target),
    metrics,
    autoscaling,
    clock,
    target,
    region,
    data,
    close: () => {
      rds.destroy();
      sts.destroy();
      closeMetrics();
      closeAutoscaling();
      closeData();
    },
  };
}

/** Every upgrade looks there too, and nobody who points RDS at the embedded one means AWS for the others. */
const besideRds = (target: Target) => (target.embedded.rds === true ? target.endpoint : undefined);

function endpointOption(endpoint: string | undefined): { endpoint?: string } {
  return endpoint === undefined ? {} : { endpoint };
}

async function regionOf(client: RDSClient): Promise<string> {
  try {
    return await client.config.region();
  } catch {
    throw refusal(
      'NO_REGION',
      'No AWS region is set: neither the provider block, nor AWS_REGION, nor the profile names one.',
      'Write region into the provider block of the stack, or set AWS_REGION.',
    );
  }
}
