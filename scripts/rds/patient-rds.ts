import type { AutoscalingPort } from '../autoscaling/autoscaling-port';
import type { MetricsPort } from '../metrics/metrics-port';
import type { Clock } from '../runtime/clock';
import { UpgradeError } from '../runtime/errors';
import { RdsUnreachable } from './faults';
import type { RdsPort } from './rds-port';

export interface Patience {
  /** An outage lasts on the wall's clock, however fast the service's runs. */
  clock: Clock;
  signal?: AbortSignal;
  /** Told of every failed try. */
  notify(message: string): void;
}

/** How long RDS may stay unreachable, in a row, before a run gives up; it can be continued at any time. */
const limit = 15 * 60_000;
const shortest = 5_000;
const longest = 30_000;

const reads: readonly (keyof RdsPort)[] = [
  'identity',
  'cluster',
  'clusters',
  'instances',
  'deployments',
  'deployment',
  'engineVersion',
  'engineVersions',
  'familyParameters',
  'groupParameters',
  'clusterParameterGroup',
  'instanceParameterGroup',
  'clusterParameters',
  'events',
  'recentEvents',
  'clusterSnapshots',
  'clusterEndpoints',
];

/**
 * The port with reads repeated until RDS answers: the SDK's own retries last seconds, a throttled account stays throttled
 * for minutes. Calls that change something are passed on as they are: what became of them is seen by looking again.
 * @throws UpgradeError RDS_UNREACHABLE after 15 minutes without an answer.
 */
export function patient(port: RdsPort, patience: Patience): RdsPort {
  return repeating(port, reads, (name) => (name === 'identity' ? 'STS' : 'RDS'), patience);
}

/** The same for CloudWatch, of which everything is a read. */
export function patientMetrics(port: MetricsPort, patience: Patience): MetricsPort {
  return repeating(port, ['connections'], () => 'CloudWatch', patience);
}

/** The same for Application Auto Scaling. */
export function patientAutoscaling(port: AutoscalingPort, patience: Patience): AutoscalingPort {
  return repeating(port, ['scalingOf'], () => 'Application Auto Scaling', patience);
}

function repeating<Port extends object>(
  port: Port,
  repeated: readonly (keyof Port)[],
  serviceOf: (name: keyof Port) => string,
  { clock, signal, notify }: Patience,
): Port {
  const answered = new Set<string>();
  const persist = async <T>(service: string, read: () => Promise<T>): Promise<T> => {
    const begun = clock.now();
    for (let pause = shortest; ; pause = Math.min(pause * 2, longest)) {
      try {
        const answer = await read();
        answered.add(service);
        return answer;
      } catch (error) {
        if (!(error instanceof RdsUnreachable)) throw error;
        // Where nobody has ever answered, the endpoint is wrong; where somebody has, it is an outage.
        if (error.nobodyThere && !answered.has(service)) throw error;
        if (clock.now() - begun > limit) throw stillUnreachable(service, error);
        notify(error.message);
        await clock.sleep(pause, signal);
      }
    }
  };
  return new Proxy(port, {
    get(target, key) {
      const name = key as keyof Port;
      const method = target[name] as (...args: unknown[]) => Promise<unknown>;
      if (!repeated.includes(name)) return method.bind(target);
      return (...args: unknown[]) => persist(serviceOf(name), () => method.apply(target, args));
    },
  });
}

function stillUnreachable(service: string, error: RdsUnreachable): UpgradeError {
  return new UpgradeError({
    code: 'RDS_UNREACHABLE',
    message: `${service} has not answered for 15 minutes (${error.message}).`,
    remedy: 'Nothing is lost: run the same command again when it answers.',
    cause: error,
  });
}
