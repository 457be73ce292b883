import type { Clock } from '../runtime/clock';
import { UpgradeError } from '../runtime/errors';
import type { AutoscalingPort } from './autoscaling/autoscaling-port';
import type { AwsPorts } from './aws-ports';
import type { MetricsPort } from './cloudwatch/metrics-port';
import { RdsUnreachable } from './faults';
import { type RdsPort, rdsReads } from './rds/rds-port';

export interface Patience {
  /** An outage lasts on the wall's clock, however fast the service's runs. */
  clock: Clock;
  signal?: AbortSignal;
  /** Told of a failed try, unless it is one of the first: a single blip says nothing to anybody. */
  notify(message: string): void;
  /** Milliseconds for which a service may stay unreachable, in a row, before a read gives up. Default 15 minutes. */
  limit?: number;
}

const patienceForReads = 15 * 60_000;
/** A service that could never be connected to: a firewall, a proxy that is silent, a VPC without an endpoint are no outage. */
const patienceForFirst = 2 * 60_000;
/** A change is based on what was seen right before it: after that, whoever decided upon it must look again. */
const patienceForChanges = 60_000;
/** Each pause is twice the one before. */
const shortest = 250;
const longest = 30_000;
/** Failed tries that nobody hears of: two seconds, as the SDK's own tries would take. */
const quiet = 3;

/**
 * The port with patience, the only layer that sends anything again. A read is repeated until RDS answers. A change is sent again only
 * if it is proven that nothing was done; otherwise its error is passed on, and the caller finds out by looking again.
 * @throws UpgradeError RDS_UNREACHABLE after 15 minutes, or `limit`, without an answer to a read; after 2 minutes where no connection to
 * the service was ever made.
 * @throws RdsUnreachable at once for a change whose outcome is unknown, after a minute for one that could not be sent.
 */
export function patient(port: RdsPort, patience: Patience): RdsPort {
  return repeating(port, rdsReads, (name) => (name === 'identity' ? 'STS' : 'RDS'), patience);
}

/** The same for CloudWatch, which has only reads. */
export function patientMetrics(port: MetricsPort, patience: Patience): MetricsPort {
  return repeating(port, ['connections', 'values', 'alarms'], () => 'CloudWatch', patience);
}

/** The same for Application Auto Scaling. */
export function patientAutoscaling(port: AutoscalingPort, patience: Patience): AutoscalingPort {
  return repeating(port, ['scalingOf'], () => 'Application Auto Scaling', patience);
}

/** The same for all ports of a connection. */
export function patiently<Connection extends AwsPorts>(connection: Connection, patience: Patience): Connection {
  return {
    ...connection,
    rds: patient(connection.rds, patience),
    metrics: patientMetrics(connection.metrics, patience),
    autoscaling: patientAutoscaling(connection.autoscaling, patience),
  };
}

function repeating<Port extends object>(
  port: Port,
  reads: readonly (keyof Port)[],
  serviceOf: (name: keyof Port) => string,
  { clock, signal, notify, limit = patienceForReads }: Patience,
): Port {
  const answered = new Set<string>();
  const reached = new Set<string>();
  const persist = async <T>(service: string, isRead: boolean, send: () => Promise<T>): Promise<T> => {
    const begun = clock.now();
    let corrected = false;
    for (let failed = 1; ; failed += 1) {
      try {
        // A change is waited for to its end: what became of it must be known.
        const answer = await (isRead ? unlessAborted(send(), signal) : send());
        answered.add(service);
        reached.add(service);
        return answer;
      } catch (error) {
        if (!(error instanceof RdsUnreachable)) throw error;
        if (error.ifAgain !== undefined) {
          if (corrected) throw error.ifAgain;
          corrected = true;
          continue;
        }
        if (!isRead && !error.nothingDone) throw error;
        // Where nobody has ever answered, the endpoint is wrong; where somebody has, it is an outage.
        if (error.nobodyThere && !answered.has(service)) throw error;
        const pause = Math.min(shortest * 2 ** (failed - 1), longest);
        const isFirst = error.unconnected && !reached.has(service);
        if (!error.unconnected) reached.add(service);
        const most = Math.min(limit, ...(isRead ? [] : [patienceForChanges]), ...(isFirst ? [patienceForFirst] : []));
        if (clock.now() + pause - begun > most) throw isRead ? stillUnreachable(service, most, error, isFirst) : error;
        if (failed > quiet) notify(error.message);
        await clock.sleep(pause, signal);
      }
    }
  };
  return new Proxy(port, {
    get(target, key) {
      const name = key as keyof Port;
      const method = target[name];
      if (typeof method !== 'function') return method;
      return (...args: unknown[]) =>
        persist(serviceOf(name), reads.includes(name), () => method.apply(target, args) as Promise<unknown>);
    },
  });
}

/** The same promise, rejected as soon as the signal is aborted. */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

function stillUnreachable(service: string, limit: number, error: RdsUnreachable, isFirst: boolean): UpgradeError {
  const time = limit < 60_000 ? `${limit / 1000} seconds` : `${limit / 60_000} minutes`;
  return new UpgradeError({
    code: 'RDS_UNREACHABLE',
    message: isFirst
      ? `${service} could not be reached for ${time} (${error.message}).`
      : `${service} has not answered for ${time} (${error.message}).`,
    remedy: isFirst
      ? 'Check the network: HTTPS_PROXY and NO_PROXY, the firewall, and in a VPC the route or the endpoint of this service. Then run again.'
      : 'Nothing is lost: run the same command again once it answers.',
    cause: error,
  });
}
