import type { RDSClient } from '@aws-sdk/client-rds';
import type { RDSDataClient } from '@aws-sdk/client-rds-data';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { given } from '../runtime/given';
import type { ServiceClock } from './service-clock';
import type { Target } from './target';
import { userAgent } from './user-agent';
import { clientDefaults } from './wire';

/** What leads to the data of a cluster, as the same caller as RDS. Each package is loaded on first use: most commands need none. */
export interface DataClients {
  dataApi(): RDSDataClient;
  secretsManager(): SecretsManagerClient;
  /** A password for 15 minutes, made on this machine: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.IAMDBAuth.html */
  iamToken(login: { hostname: string; port: number; username: string }): Promise<string>;
}

export function dataClients(rds: RDSClient, target: Target, clock: ServiceClock) {
  let dataApi: RDSDataClient | undefined;
  let secretsManager: SecretsManagerClient | undefined;
  const { region, credentials, requestHandler, useFipsEndpoint, useDualstackEndpoint } = rds.config;
  const shared = (variable: string) => {
    // What the environment names is read by the SDK. Nobody who points RDS at the embedded one means AWS for its data.
    const ours = !process.env[variable] && target.embedded.rds === true;
    const endpoint = ours ? target.endpoint : undefined;
    return {
      ...clientDefaults,
      ...given({ endpoint }),
      customUserAgent: userAgent(),
      region,
      credentials,
      requestHandler,
      useFipsEndpoint,
      useDualstackEndpoint,
    };
  };
  const clients: DataClients = {
    dataApi() {
      if (dataApi === undefined) {
        const { RDSDataClient: Client } =
          require('@aws-sdk/client-rds-data') as typeof import('@aws-sdk/client-rds-data');
        dataApi = new Client(shared('AWS_ENDPOINT_URL_RDS_DATA'));
        target.watch(dataApi, 'rds-data', clock);
      }
      return dataApi;
    },
    secretsManager() {
      if (secretsManager === undefined) {
        const { SecretsManagerClient: Client } =
          require('@aws-sdk/client-secrets-manager') as typeof import('@aws-sdk/client-secrets-manager');
        secretsManager = new Client(shared('AWS_ENDPOINT_URL_SECRETS_MANAGER'));
      }
      return secretsManager;
    },
    async iamToken(login) {
      const { Signer } = await import('@aws-sdk/rds-signer');
      return new Signer({ ...login, region: await region(), credentials }).getAuthToken();
    },
  };
  return {
    data: clients,
    close() {
      dataApi?.destroy();
      secretsManager?.destroy();
    },
  };
}
