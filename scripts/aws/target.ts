import type { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { RDSClient } from '@aws-sdk/client-rds';
import type { RDSDataClient } from '@aws-sdk/client-rds-data';
import type { STSClient } from '@aws-sdk/client-sts';
import { refusal } from '../runtime/errors';
import type { ServiceClock } from './service-clock';

/** The header by which the embedded RDS identifies itself: it must never be mistaken for AWS, nor AWS for it. */
const embeddedHeader = 'x-embedded-rds';
const clockHeader = 'x-embedded-rds-clock';

interface HttpResponse {
  headers?: Record<string, string>;
}

export type Service = 'rds' | 'sts' | 'cloudwatch' | 'autoscaling' | 'rds-data';

const nameOf: Record<Service, string> = {
  rds: 'RDS',
  sts: 'STS',
  cloudwatch: 'CloudWatch',
  autoscaling: 'Application Auto Scaling',
  'rds-data': 'the RDS Data API',
};

/** As a provider block's `endpoints` calls them. */
const argumentOf: Record<Service, string> = {
  rds: 'rds',
  sts: 'sts',
  cloudwatch: 'cloudwatch',
  autoscaling: 'appautoscaling',
  'rds-data': 'rdsdata',
};

/** Who answers: determined from the responses, because an endpoint's name alone proves nothing. */
export class Target {
  /** Host and port of each service's last request. */
  private readonly hosts: Partial<Record<Service, string>> = {};
  private protocol = 'https:';
  /** Undefined until the service has answered. */
  readonly embedded: Partial<Record<Service, boolean>> = {};

  /** Of RDS. */
  get host(): string | undefined {
    return this.hosts.rds;
  }

  hostOf(service: Service): string | undefined {
    return this.hosts[service];
  }

  /** Listens to a client's responses; they also set the clock. */
  watch(
    client: RDSClient | STSClient | CloudWatchClient | ApplicationAutoScalingClient | RDSDataClient,
    service: Service,
    clock: ServiceClock,
  ): void {
    const stack = client.middlewareStack as RDSClient['middlewareStack'];
    stack.add(
      (next) => async (args) => {
        const request = args.request as { protocol?: string; hostname?: string; port?: number };
        this.hosts[service] = `${request.hostname}${request.port === undefined ? '' : `:${request.port}`}`;
        if (service === 'rds') this.protocol = request.protocol ?? this.protocol;
        const result = await next(args);
        this.hear(service, result.response as HttpResponse, clock);
        return result;
      },
      // Innermost, below the deserializer: error responses count as well.
      { step: 'deserialize', name: `target-${service}`, priority: 'low' },
    );
  }

  /**
   * Where the services were answered by different worlds, the account shown would not be the one that is changed, and what
   * CloudWatch proves would be said of other databases. The first call of each is a read: nothing has been changed yet.
   */
  refuseMixed(): void {
    const answered = Object.keys(this.embedded) as Service[];
    if (new Set(answered.map((service) => this.embedded[service])).size < 2) return;
    const names = answered.map((service) => nameOf[service]);
    throw refusal(
      'MIXED_TARGETS',
      `${names.slice(0, -1).join(', ')} and ${names.at(-1)} are split between the embedded RDS and AWS.`,
      `Point all of them to the same one: AWS_ENDPOINT_URL covers all; a provider block needs endpoints { ${answered.map((service) => argumentOf[service]).join(', ')} }.`,
    );
  }

  /** Of the RDS that is not AWS's own, for commands that must reach the same one. */
  get endpoint(): string | undefined {
    const aws = this.host === undefined || /\.amazonaws\.com(\.cn)?(:\d+)?$/.test(this.host);
    return aws ? undefined : `${this.protocol}//${this.host}`;
  }

  describe(): string {
    return this.embedded.rds === true ? `embedded RDS at ${this.host}` : `AWS (${this.host ?? 'not asked yet'})`;
  }

  private hear(service: Service, response: HttpResponse, clock: ServiceClock): void {
    const headers = response.headers ?? {};
    const mark = headers[embeddedHeader];
    this.embedded[service] = mark !== undefined;
    if (mark === undefined) {
      clock.heard(Date.parse(headers.date ?? ''), 1);
      return;
    }
    const speed = /speed=([\d.]+|Infinity)/.exec(mark)?.[1] ?? '1';
    clock.heard(Date.parse(headers[clockHeader] ?? ''), Number(speed));
  }
}
