import type { Problem } from '../problem';
import type { AuroraClusterProps } from '../props/aurora-cluster-props';
import type { SingleInstance } from '../props/instance-props';
import { identifierProblems, isUnresolved } from './validate-identifiers';
import { refusedInstanceProps } from './validate-refused-props';

/** Either `instances`, or `writer` and `readers`. */
export function instancesProblems({ instances, writer, readers }: AuroraClusterProps): Problem[] {
  if (instances !== undefined && (writer !== undefined || readers !== undefined)) {
    return [
      {
        prop: writer === undefined ? 'readers' : 'writer',
        message: 'Instances are written either as instances, or as writer and readers.',
        remedy: 'Move those of instances to readers.',
      },
    ];
  }
  if (readers === undefined || writer !== undefined) return [];
  return [
    {
      prop: 'readers',
      message: 'They have no writer to replicate from.',
      remedy: "Write writer: { identifier: '...', instanceClass: '...' }, or call them instances.",
    },
  ];
}

/** Each instance by itself, their number, and names given twice. */
export function instanceProblems(instances: readonly SingleInstance[]): Problem[] {
  if (instances.length === 0) {
    return [
      {
        prop: 'instances',
        message: 'The cluster has no instance, and a blue/green deployment needs a writer.',
        remedy: "Write at least one, such as { 'orders-1': { instanceClass: 'db.r6g.large' } }.",
      },
    ];
  }
  const seen = new Map<string, string>();
  return tooMany(instances).concat(
    instances.flatMap((instance) => {
      const where = `instances["${instance.identifier}"]`;
      const problems = [...identifierProblems(where, instance.identifier), ...refusedInstanceProps(where, instance)];
      problems.push(...duplicate(where, instance.identifier, seen), ...tier(where, instance.promotionTier));
      if (typeof instance.instanceClass !== 'string' || instance.instanceClass === '') {
        problems.push({
          prop: `${where}.instanceClass`,
          message: 'An instance needs a class.',
          remedy: "Write one such as 'db.r6g.large'.",
        });
      }
      return problems;
    }),
  );
}

/** A writer and 15 readers: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Replication.html */
function tooMany({ length }: readonly SingleInstance[]): Problem[] {
  if (length <= 16) return [];
  return [
    {
      prop: 'instances',
      message: `There are ${length}, but a cluster can have at most 16: a writer and 15 readers.`,
      remedy: 'Remove some.',
    },
  ];
}

/** RDS compares identifiers without regard to case. */
function duplicate(prop: string, identifier: string, seen: Map<string, string>): Problem[] {
  const key = String(identifier).toLowerCase();
  const first = seen.get(key);
  seen.set(key, first ?? identifier);
  if (first === undefined) return [];
  const spelled = first === identifier ? '' : ` (written as "${first}" before)`;
  return [
    {
      prop,
      message: `Two instances have this identifier${spelled}.`,
      remedy: 'Give every instance of the region its own identifier.',
    },
  ];
}

function tier(where: string, promotionTier: number | undefined): Problem[] {
  if (promotionTier === undefined || isUnresolved(promotionTier)) return [];
  if (Number.isInteger(promotionTier) && promotionTier >= 0 && promotionTier <= 15) return [];
  return [
    {
      prop: `${where}.promotionTier`,
      message: `${promotionTier} is not a failover tier.`,
      remedy: 'Write a whole number from 0 to 15.',
    },
  ];
}
