import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { RDSClient } from '@aws-sdk/client-rds';
import { STSClient } from '@aws-sdk/client-sts';
import { over } from '../aws/connection';
import { clientDefaults } from '../aws/wire';
import { desiredClusters } from '../desired/desired-clusters';
import { runApp } from '../desired/run-app';
import { openEmbeddedRds } from '../embedded-rds/embedded-rds';
import { embeddedRequestHandler } from '../embedded-rds/request-handler';
import { durations, greenMinutes, switchoverSeconds, upgradeMinutes } from '../embedded-rds/timelines/durations';
import { seedFromCode } from '../local/seed-from-code';
import { run } from '../runbook/run';
import type { Ports } from '../runbook/step';
import { stepsUntil } from '../runbook/upgrade';
import { switchover } from '../runbook/upgrade/switchover';
import type { Clock } from '../runtime/clock';
import { startView, upgradeRequest } from '../workspace/start-view';

interface UpgradeMeasure {
  /** Milliseconds on the virtual clock, of the whole run. */
  elapsed: number;
  /** The serial sum of the transitions that RDS itself dictates, in milliseconds. */
  dictated: number;
  /** Between the end of the switchover in RDS and the controller's knowing. */
  noticedAfter: number;
  calls: number;
}

/** main.ts's cluster, upgraded in process on a clock that only waits move, with RDS's realistic durations. */
export async function measureUpgrade(): Promise<UpgradeMeasure> {
  const app = await runApp();
  const rds = openEmbeddedRds({ speed: 0 });
  seedFromCode(rds.world, app.stacks, rds.clock.now());
  const cluster = desiredClusters(app.stacks)[0]!;
  await app.remove();
  const options = {
    ...clientDefaults,
    region: cluster.provider.region!,
    requestHandler: embeddedRequestHandler(rds),
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  };
  const connection = await over(new RDSClient(options), new STSClient(options), {
    cloudWatch: () => new CloudWatchClient(options),
    autoscaling: () => new ApplicationAutoScalingClient(options),
  });
  const identity = await connection.rds.identity();
  const clock: Clock = {
    now: () => rds.clock.now(),
    sleep: async (milliseconds) => rds.clock.advance(milliseconds),
  };
  let noticedAt = 0;
  const view = {
    ...startView(cluster, { ...connection, identity }, upgradeRequest(cluster, { to: '15.10' })),
    now: clock.now(),
  };
  const begun = clock.now();
  await run(view, stepsUntil('switched'), {
    ports: {
      rds: connection.rds,
      metrics: connection.metrics,
      autoscaling: connection.autoscaling,
      databases: { look: async () => ({ kind: 'no-database' }), analyzeGreen: async () => undefined },
      code: { check: async () => {}, write: async () => ({ summary: '' }), read: async (it) => it },
      plan: { prove: async () => ({ kind: 'no-changes' }) },
      groups: noGroups,
    },
    clock,
    report: (event) => {
      if (event.code === 'STEP_DONE' && event.step === switchover.id) noticedAt = clock.now();
    },
    confirm: async () => true,
  });
  const elapsed = clock.now() - begun;
  const completed = Object.values(rds.world.regions)
    .flatMap((region) => region.events)
    .find((event) => /^Switchover completed/.test(event.message));
  connection.close();
  await rds.close();
  return {
    elapsed,
    dictated: dictatedBy(cluster.annotation.instances.length),
    noticedAfter: noticedAt - (completed?.at ?? Number.NaN),
    calls: rds.calls().length,
  };
}

/** main.ts's groups stand: nothing asks for others. */
const noGroups: Ports['groups'] = {
  unheld: () => Promise.reject(new Error('The benchmark asks no Terraform.')),
  plan: () => Promise.reject(new Error('The benchmark creates no groups.')),
  apply: () => Promise.reject(new Error('The benchmark creates no groups.')),
};

function dictatedBy(instances: number): number {
  const readers = instances > 1 ? greenMinutes.readers : 0;
  const green = greenMinutes.upgrade + upgradeMinutes.available + readers;
  const minutes = green + durations.reboot + durations.snapshot;
  return minutes * 60_000 + switchoverSeconds.completed * 1000;
}
