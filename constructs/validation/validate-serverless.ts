import { EngineVersion } from '../engine-version';
import { engineOf } from '../engines';
import type { Problem } from '../problem';
import type { AuroraClusterProps } from '../props/aurora-cluster-props';
import type { SingleInstance } from '../props/instance-props';
import type { ServerlessV2Scaling } from '../props/scaling-props';
import { isUnresolved } from './validate-identifiers';

/** `db.serverless` instances and the capacity that they scale in: neither without the other. */
export function serverlessProblems(props: AuroraClusterProps, instances: readonly SingleInstance[]): Problem[] {
  const { serverlessV2Scaling: scaling } = props;
  const serverless = instances.find(isServerless);
  if (serverless && !scaling) {
    return [
      {
        prop: 'serverlessV2Scaling',
        message: `The instance "${serverless.identifier}" is db.serverless, which RDS creates only if the cluster has a capacity range.`,
        remedy: 'Write serverlessV2Scaling: { minCapacity: 0.5, maxCapacity: 8 } or whatever suits it.',
      },
    ];
  }
  if (!scaling) return [];
  const problems = [...capacityProblems(scaling), ...pauseProblems(props)];
  if (!serverless && !instances.some(({ instanceClass }) => isUnresolved(instanceClass))) {
    problems.push({
      prop: 'serverlessV2Scaling',
      message: 'No instance scales: none is of class db.serverless.',
      remedy: "Write instanceClass: 'db.serverless' for those that should, or remove it.",
    });
  }
  return problems;
}

/** Whether an instance is one of Aurora Serverless v2. */
export const isServerless = ({ instanceClass }: SingleInstance) => instanceClass === 'db.serverless';

/** As RDS has them (AuroraUserGuide, aurora-serverless-v2-setting-capacity). */
function capacityProblems(scaling: ServerlessV2Scaling): Problem[] {
  const { minCapacity, maxCapacity, secondsUntilAutoPause: pause } = scaling;
  const problems = [
    ...acuProblems('serverlessV2Scaling.minCapacity', minCapacity, 0),
    ...acuProblems('serverlessV2Scaling.maxCapacity', maxCapacity, 1),
  ];
  if (problems.length === 0 && !isUnresolved(minCapacity) && !isUnresolved(maxCapacity) && minCapacity > maxCapacity) {
    problems.push({
      prop: 'serverlessV2Scaling.minCapacity',
      message: `${minCapacity} is more than maxCapacity, ${maxCapacity}.`,
      remedy: 'Write a smaller number.',
    });
  }
  if (pause === undefined || isUnresolved(pause)) return problems;
  if (!isUnresolved(minCapacity) && minCapacity !== 0) {
    problems.push({
      prop: 'serverlessV2Scaling.secondsUntilAutoPause',
      message: `An instance pauses only with a minCapacity of 0, but it is ${minCapacity}.`,
      remedy: 'Remove it, or write minCapacity: 0.',
    });
  }
  if (!Number.isInteger(pause) || pause < 300 || pause > 86400) {
    problems.push({
      prop: 'serverlessV2Scaling.secondsUntilAutoPause',
      message: `RDS does not pause after ${pause} seconds.`,
      remedy: 'Write a whole number from 300 to 86400.',
    });
  }
  return problems;
}

/** A minimum of 0 is for versions that can pause. */
function pauseProblems({ serverlessV2Scaling, engine, engineVersion }: AuroraClusterProps): Problem[] {
  const known = engineOf(engine);
  const read = EngineVersion.read(engine, String(engineVersion));
  if (serverlessV2Scaling?.minCapacity !== 0 || known === undefined || !read.ok) return [];
  const firsts = known.pausesFrom.map((text) => EngineVersion.parse(engine, text));
  const first = firsts.find(({ major }) => major === read.version.major) ?? firsts.at(-1)!;
  if (read.version.compare(first) >= 0) return [];
  return [
    {
      prop: 'serverlessV2Scaling.minCapacity',
      message: `${known.title} ${engineVersion} cannot pause, and RDS refuses a minimum of 0.`,
      remedy: `Write 0.5, or upgrade to ${first} or later first.`,
    },
  ];
}

function acuProblems(prop: string, capacity: number, least: number): Problem[] {
  if (isUnresolved(capacity)) return [];
  if (Number.isInteger(capacity * 2) && capacity >= least && capacity <= 256) return [];
  return [
    {
      prop,
      message: `${capacity} is not a capacity.`,
      remedy: `Write ACUs in steps of 0.5, from ${least} to 256.`,
    },
  ];
}
