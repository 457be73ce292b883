import type { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { AutoscalingPort } from './autoscaling/autoscaling-port';
import type { MetricsPort } from './cloudwatch/metrics-port';
import type { ServiceClock } from './service-clock';
import type { Service, Target } from './target';

/** Clients that most commands do not need: each is created, and its package loaded, on first use. */
export interface LazyClients {
  cloudWatch(target: Target): CloudWatchClient;
  autoscaling(target: Target): ApplicationAutoScalingClient;
}

interface Lazily<Port> {
  port(): Port;
  close(): void;
}

export function lazyMetrics(clients: LazyClients, target: Target, clock: ServiceClock) {
  const lazily = once(
    () => watched(clients.cloudWatch(target), 'cloudwatch', target, clock),
    (client): MetricsPort => {
      const { SdkMetrics } = require('./cloudwatch/sdk-metrics') as typeof import('./cloudwatch/sdk-metrics');
      return new SdkMetrics(client, target);
    },
  );
  const metrics: MetricsPort = {
    connections: (of, window) => lazily.port().connections(of, window),
    values: (of, window) => lazily.port().values(of, window),
    alarms: () => lazily.port().alarms(),
  };
  return { metrics, close: lazily.close };
}

export function lazyAutoscaling(clients: LazyClients, target: Target, clock: ServiceClock) {
  const lazily = once(
    () => watched(clients.autoscaling(target), 'autoscaling', target, clock),
    (client): AutoscalingPort => {
      const { SdkAutoscaling } =
        require('./autoscaling/sdk-autoscaling') as typeof import('./autoscaling/sdk-autoscaling');
      return new SdkAutoscaling(client, target);
    },
  );
  const autoscaling: AutoscalingPort = {
    scalingOf: (cluster) => lazily.port().scalingOf(cluster),
    registerTarget: (cluster, scalable) => lazily.port().registerTarget(cluster, scalable),
    putPolicy: (cluster, policy) => lazily.port().putPolicy(cluster, policy),
    putScheduledAction: (cluster, action) => lazily.port().putScheduledAction(cluster, action),
  };
  return { autoscaling, close: lazily.close };
}

function watched<Client extends Parameters<Target['watch']>[0]>(
  client: Client,
  service: Service,
  target: Target,
  clock: ServiceClock,
): Client {
  target.watch(client, service, clock);
  return client;
}

function once<Client extends { destroy(): void }, Port>(
  make: () => Client,
  portOver: (client: Client) => Port,
): Lazily<Port> {
  let made: { client: Client; port: Port } | undefined;
  return {
    port() {
      if (made === undefined) {
        const client = make();
        made = { client, port: portOver(client) };
      }
      return made.port;
    },
    close: () => made?.client.destroy(),
  };
}
