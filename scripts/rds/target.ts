import type { RDSClient } from '@aws-sdk/client-rds';
import type { STSClient } from '@aws-sdk/client-sts';
import type { ServiceClock } from './service-clock';

/** The header by which the embedded RDS names itself: it must never be mistaken for AWS, and AWS never for it. */
export const embeddedHeader = 'x-embedded-rds';
const clockHeader = 'x-embedded-rds-clock';

interface HttpResponse {
  headers?: Record<string, string>;
}

/** Who answers: learned from the responses, because an endpoint's name alone proves nothing. */
export class Target {
  /** Host and port of the last RDS request. */
  host: string | undefined;
  private protocol = 'https:';
  /** Undefined until the service has answered. */
  readonly embedded: { rds?: boolean; sts?: boolean } = {};

  /** Listens to a client's responses; they also set the clock. */
  watch(client: RDSClient | STSClient, service: 'rds' | 'sts', clock: ServiceClock): void {
    const stack = client.middlewareStack as RDSClient['middlewareStack'];
    stack.add(
      (next) => async (args) => {
        const request = args.request as { protocol?: string; hostname?: string; port?: number };
        if (service === 'rds') {
          this.host = `${request.hostname}${request.port === undefined ? '' : `:${request.port}`}`;
          this.protocol = request.protocol ?? this.protocol;
        }
        const result = await next(args);
        this.hear(service, result.response as HttpResponse, clock);
        return result;
      },
      // Innermost, below the deserializer: error responses count as well.
      { step: 'deserialize', name: `target-${service}`, priority: 'low' },
    );
  }

  /** True when RDS and STS were answered by different worlds: the account shown would not be the one that is changed. */
  get mixed(): boolean {
    const { rds, sts } = this.embedded;
    return rds !== undefined && sts !== undefined && rds !== sts;
  }

  /** Of the RDS that is not AWS's own, for commands that must reach the same one. */
  get endpoint(): string | undefined {
    const aws = this.host === undefined || /\.amazonaws\.com(\.cn)?(:\d+)?$/.test(this.host);
    return aws ? undefined : `${this.protocol}//${this.host}`;
  }

  describe(): string {
    return this.embedded.rds === true ? `embedded RDS at ${this.host}` : `AWS (${this.host ?? 'not asked yet'})`;
  }

  private hear(service: 'rds' | 'sts', response: HttpResponse, clock: ServiceClock): void {
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
