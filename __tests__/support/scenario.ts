import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { RDSClient } from '@aws-sdk/client-rds';
import { STSClient } from '@aws-sdk/client-sts';
import type { AutoscalingPort } from '../../scripts/aws/autoscaling/autoscaling-port';
import type { AwsPorts } from '../../scripts/aws/aws-ports';
import { over } from '../../scripts/aws/connection';
import { patient, patientAutoscaling, patientMetrics } from '../../scripts/aws/patience';
import type { RdsPort } from '../../scripts/aws/rds/rds-port';
import { clientDefaults } from '../../scripts/aws/wire';
import type { AskedAt, DatabaseLook } from '../../scripts/database/answers';
import type { CodeVersions } from '../../scripts/desired/code-versions';
import { type EmbeddedRds, openEmbeddedRds } from '../../scripts/embedded-rds/embedded-rds';
import { embeddedRequestHandler } from '../../scripts/embedded-rds/request-handler';
import { worldClock } from '../../scripts/embedded-rds/server/clock';
import type { World } from '../../scripts/embedded-rds/world/world';
import { HookRunner } from '../../scripts/hooks/hook-runner';
import type { RunEvent } from '../../scripts/report/event';
import { runWithHooks } from '../../scripts/runbook/hooks/with-hooks';
import type { RunEnvironment } from '../../scripts/runbook/run';
import type { Confirmation, Ports, Step } from '../../scripts/runbook/step';
import { stepsUntil } from '../../scripts/runbook/upgrade';
import type { Clock } from '../../scripts/runtime/clock';
import { given } from '../../scripts/runtime/given';
import type { DirectOptions } from '../../scripts/simulation/direct/direct-client';
import { directConnection } from '../../scripts/simulation/direct/direct-connection';
import { noMemory } from '../../scripts/view/memory';
import { targetOf } from '../../scripts/view/request';
import type { View } from '../../scripts/view/view';
import { CodeInMemory } from './code-in-memory';
import { createCluster, region } from './created-cluster';
import { requestOf, type Typed } from './request-of';

const beginning = Date.parse('2026-01-15T01:00:00Z');

/** An embedded RDS on a stepped clock with the runbook's cluster in it, a code that says `version`, and runs over them. */
export interface Scenario {
  rds: EmbeddedRds;
  /** Straight to the embedded RDS, for preparing and looking; not counted. */
  client: RDSClient;
  code: CodeInMemory;
  clock: Clock;
  events: RunEvent[];
  /** Moves the world on. */
  pass(minutes: number): void;
  /** What is left if everything that runs is killed now. */
  remains(): Remains;
  /** What runs have called, oldest first. */
  calls(): readonly Called[];
  /** Where facts are read, each time over new clients. */
  sources(): Promise<AwsPorts>;
  view(request?: Typed): View;
  upgrade(options?: RunOptions): Promise<View>;
}

export interface RunOptions {
  request?: Typed;
  /** Those of an abort are made with the run's hooks. */
  steps?: readonly Step[] | ((runner: HookRunner, env: RunEnvironment) => readonly Step[]);
  /** The deployment that the command saw before its run. */
  deployment?: string;
  /** When the command was typed. */
  askedAt?: number;
  /** Wraps the port: faults, counting, killing. */
  wrap?(port: RdsPort): RdsPort;
  wrapAutoscaling?(port: AutoscalingPort): AutoscalingPort;
  confirm?: boolean | (() => Promise<boolean>);
  /** In place of `confirm`, where the question matters. */
  ask?(confirmation: Confirmation): Promise<boolean>;
  plan?: Ports['plan'];
  groups?: Ports['groups'];
  /** Of the code: default, that it can be written. */
  check?: Ports['code']['check'];
  write?: Ports['code']['write'];
  /** Called when the code has been written. */
  onCode?(): void;
  /** What the databases answer: default, that there are none. */
  data?: DatabaseLook;
  /** The same, look by look; while green stands nobody asks. */
  dataNext?(): DatabaseLook;
  /** What production and green answer while green is built and stands. */
  standing?(of: 'production' | 'green', when: AskedAt): DatabaseLook;
  /** What green's and old's databases answer, and production's after the switchover: default, that there are none. */
  elsewhere?(when: AskedAt): DatabaseLook;
  /** Where hooks run. */
  folder?: string;
  signal?: AbortSignal;
}

export interface Called {
  service: string;
  operation: string;
}

/** What a killed process leaves behind: the world, its time, and the code. */
export interface Remains {
  world: World;
  now: number;
  versions: CodeVersions;
}

export interface ScenarioOptions {
  /** Of the code: what engineVersion says. */
  version?: string;
  upgradeTo?: string;
  previousEngineVersion?: string;
  /** What the cluster runs. */
  running?: string;
  /** Goes on from there instead of creating a cluster. */
  remains?: Remains;
  /** Stretches every wait, where a test needs no fine polling. */
  stretch?: number;
  /**
   * Lets the SDK sign, serialize and parse, which are nine tenths of what a call costs. Else its clients call the embedded RDS
   * straight: what they send and hear is the same (`simulation/direct.test.ts`).
   */
  sdk?: boolean;
}

export async function scenario(setting: ScenarioOptions = {}): Promise<Scenario> {
  const {
    version = '15.10',
    upgradeTo,
    previousEngineVersion,
    running = '15.6',
    remains,
    stretch = 1,
    sdk = false,
  } = setting;
  const rds = openEmbeddedRds({
    // Not the wall's time: what a window is near to would depend on when the tests run.
    clock: worldClock(0, remains?.now ?? beginning),
    ...(remains === undefined ? {} : { world: structuredClone(remains.world) }),
  });
  const requestHandler = embeddedRequestHandler(rds);
  const options = {
    region,
    requestHandler,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    ...clientDefaults,
  };
  const client = new RDSClient(options);
  if (remains === undefined) {
    await createCluster(client, running);
    rds.clock.advance(12 * 60_000);
    rds.settle();
    rds.world.calls = {};
  }
  const code = new CodeInMemory(remains?.versions ?? { engineVersion: version, upgradeTo, previousEngineVersion });
  const events: RunEvent[] = [];
  const clock: Clock = {
    now: () => rds.clock.now(),
    async sleep(milliseconds, signal) {
      signal?.throwIfAborted();
      rds.clock.advance(milliseconds * stretch);
    },
  };
  const called: Called[] = [];
  const around: DirectOptions['around'] = async ({ service, operation }, perform) => {
    called.push({ service, operation });
    return perform();
  };
  const direct = () => directConnection({ world: rds.world, clock: rds.clock, region, user: 'test', around });
  const overSdk = () =>
    over(new RDSClient(options), new STSClient(options), {
      cloudWatch: () => new CloudWatchClient(options),
      autoscaling: () => new ApplicationAutoScalingClient(options),
    });
  const sources = async () => (sdk ? overSdk() : direct());
  const view = (typed: Typed = {}): View => {
    const desired = code.cluster();
    const request = requestOf(typed);
    return {
      now: clock.now(),
      identity: { account: rds.world.account, arn: `arn:aws:iam::${rds.world.account}:user/test` },
      region,
      desired,
      request,
      target: targetOf(desired, request),
      facts: {},
      memory: noMemory(),
    };
  };
  return {
    rds,
    client,
    code,
    clock,
    events,
    pass(minutes) {
      rds.clock.advance(minutes * 60_000);
      rds.settle();
    },
    remains: () => ({ world: structuredClone(rds.world), now: rds.clock.now(), versions: code.versions }),
    calls: () => (sdk ? rds.calls() : called),
    sources,
    view,
    async upgrade({
      request,
      deployment,
      askedAt = clock.now(),
      steps = stepsUntil('proven'),
      wrap = (it: RdsPort) => it,
      wrapAutoscaling = (it: AutoscalingPort) => it,
      confirm = true,
      ask,
      plan,
      groups,
      check = async () => {},
      write,
      onCode,
      data = { kind: 'no-database' } as DatabaseLook,
      dataNext,
      standing,
      elsewhere = () => ({ kind: 'no-database' }) as DatabaseLook,
      folder,
      signal,
    } = {}) {
      const { rds, metrics, autoscaling } = await sources();
      const notify = (message: string) =>
        void events.push({ code: 'WARNING', id: 'RDS_UNREACHABLE', message, remedy: '' });
      const report = (event: RunEvent) => void events.push(event);
      const runner = new HookRunner({ report, ...given({ folder, signal }) });
      const env: RunEnvironment = {
        ports: {
          rds: patient(wrap(rds), { clock, notify }),
          metrics: patientMetrics(metrics, { clock, notify }),
          autoscaling: patientAutoscaling(wrapAutoscaling(autoscaling), { clock, notify }),
          databases: {
            async look(_view, when, of) {
              if (/^(building|standing)/.test(when))
                return standing?.(of === 'green' ? 'green' : 'production', when) ?? { kind: 'unasked' };
              if (of === undefined && (when === 'create' || when === 'switchover')) return dataNext?.() ?? data;
              return elsewhere(when);
            },
            analyzeGreen: async () => undefined,
          },
          code: {
            check,
            async write(cluster, to) {
              if (write !== undefined) return write(cluster, to);
              code.versions = to;
              code.writes.push(to.engineVersion);
              onCode?.();
              return { summary: '' };
            },
            read: async () => code.cluster(),
          },
          plan: plan ?? { prove: async () => ({ kind: 'no-changes' }) },
          groups: groups ?? { unheld: allHeld, plan: noTerraform, apply: noTerraform },
        },
        clock,
        report,
        ...given({ signal }),
        confirm: async (confirmation) => ask?.(confirmation) ?? (typeof confirm === 'boolean' ? confirm : confirm()),
      };
      const start = view(request);
      const memory = { ...start.memory, ...given({ deployment, askedAt }) };
      return runWithHooks({ ...start, memory }, typeof steps === 'function' ? steps(runner, env) : steps, env, runner);
    },
  };
}

const allHeld: Ports['groups']['unheld'] = async () => ({ kind: 'known', created: [], replaced: [] });

const noTerraform: Ports['groups']['plan'] = async () => ({
  kind: 'impossible',
  terraformMissing: true,
  message: 'Terraform was not found.',
  remedy: 'Install Terraform.',
});
