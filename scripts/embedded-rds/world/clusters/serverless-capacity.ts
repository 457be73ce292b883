import type { DBCluster } from '@aws-sdk/client-rds';
import { compare, findCatalogueVersion, majorOf } from '../../../engine-versions/catalogue';
import { invalidParameterValue } from '../../wire/service-fault';

type Scaling = NonNullable<DBCluster['ServerlessV2ScalingConfiguration']>;

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2-auto-pause.html: later majors all pause. */
const firstThatPauses = ['13.15', '14.12', '15.7', '16.3', '8.0.mysql_aurora.3.08.0'];
const defaultPause = 300;

/** `changes` over what the cluster has. Throws InvalidParameterValue. */
export function serverlessScaling(
  { engine, engineVersion }: { engine: string; engineVersion: string },
  current: Scaling | undefined,
  changes: Scaling | undefined,
): Scaling | undefined {
  if (changes === undefined) return undefined;
  const { MinCapacity: min = current?.MinCapacity, MaxCapacity: max = current?.MaxCapacity } = changes;
  if (min === undefined || max === undefined) {
    // Wording: crossplane-contrib/provider-upjet-aws#1165.
    throw invalidParameterValue(
      'Both MinCapacity and MaxCapacity must be specified when you initialize Serverless v2 scaling configuration.',
    );
  }
  checkRange(min, max);
  // Wording: anomalyco/sst#5276.
  if (min !== 0 && changes.SecondsUntilAutoPause !== undefined) {
    throw invalidParameterValue('SecondsUntilAutoPause can only be specified when minimum capacity is 0.');
  }
  const range = { MinCapacity: min, MaxCapacity: max };
  if (min !== 0) return range;
  if (!pauses(engine, engineVersion)) {
    throw invalidParameterValue(`Serverless v2 capacity value 0 is not valid with ${engine} ${engineVersion}.`);
  }
  const pause = changes.SecondsUntilAutoPause ?? current?.SecondsUntilAutoPause ?? defaultPause;
  if (!Number.isInteger(pause) || pause < 300 || pause > 86400) {
    throw invalidParameterValue(`SecondsUntilAutoPause ${pause} is not valid. It must be between 300 and 86400.`);
  }
  return { ...range, SecondsUntilAutoPause: pause };
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ServerlessV2ScalingConfiguration.html */
function checkRange(min: number, max: number): void {
  for (const [capacity, least] of [
    [min, 0],
    [max, 1],
  ] as const) {
    const told = `Serverless v2 capacity value ${capacity} is not valid.`;
    if (!Number.isInteger(capacity * 2)) throw invalidParameterValue(`${told} It must be a multiple of 0.5.`);
    if (capacity < least || capacity > 256) throw invalidParameterValue(`${told} It must be between ${least} and 256.`);
  }
  if (min > max)
    throw invalidParameterValue('The minimum capacity must be less than or equal to the maximum capacity.');
}

function pauses(engine: string, version: string): boolean {
  const known = findCatalogueVersion(engine, version);
  if (known === undefined) return true;
  const rows = firstThatPauses.filter((first) => first.includes('mysql') === (engine === 'aurora-mysql'));
  const own = rows.find((first) => first.startsWith(`${majorOf(known)}.`));
  return compare(version, own ?? rows.at(-1) ?? version) >= 0;
}
