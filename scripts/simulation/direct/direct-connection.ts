import { SdkAutoscaling } from '../../aws/autoscaling/sdk-autoscaling';
import type { AwsPorts } from '../../aws/aws-ports';
import { SdkMetrics } from '../../aws/cloudwatch/sdk-metrics';
import { SdkRds } from '../../aws/rds/sdk-rds';
import { Target } from '../../aws/target';
import { type DirectOptions, directClients } from './direct-client';

/** The SDK's adapters as they are, over direct clients: a connection without a connection. */
export function directConnection(options: DirectOptions): AwsPorts {
  // The adapter's clock is what the services' answers tell, as over the wire: the last one's time.
  let heardAt = options.clock.now();
  const clients = directClients({
    ...options,
    heard(at) {
      heardAt = at;
      options.heard?.(at);
    },
  });
  const clock = { now: () => heardAt, sleep: () => Promise.reject(new Error('An adapter does not wait.')) };
  const target = new Target();
  return {
    rds: new SdkRds(clients.rds, clients.sts, clock, target),
    metrics: new SdkMetrics(clients.cloudWatch, target),
    autoscaling: new SdkAutoscaling(clients.autoscaling, target),
  };
}
