import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { ClusterScaling } from '../autoscaling/types';
import { tagKey } from '../observed/identity';
import type { Tags } from '../rds/types';
import { UpgradeError } from '../runtime/errors';

/**
 * Auto scaling as it is before the switchover, in tags of the deployment: RDS drops it there, no API tells what it was
 * afterwards, and what is not in the code, or only Terraform can evaluate, nobody else knows. Base64 has only characters
 * that a tag's value takes (letters, digits, `+/=`).
 */

/** A value has at most 256 characters; the first tells how many tags there are. */
const length = 250;
/** A deployment has at most 50 tags; the others are few. */
const most = 30;

/** Undefined where it does not fit. */
export function scalingTags(scaling: ClusterScaling): Tags | undefined {
  const text = deflateRawSync(JSON.stringify(scaling)).toString('base64');
  const parts = text.match(new RegExp(`.{1,${length}}`, 'g')) ?? [];
  if (parts.length > most) return undefined;
  return Object.fromEntries(
    parts.map((part, i) => [`${tagKey.scaling}${i + 1}`, i === 0 ? `${parts.length}:${part}` : part]),
  );
}

/** What a deployment's tags say; undefined where they say nothing. */
export function scalingOfTags(tags: Tags): ClusterScaling | undefined {
  const [, count, first] = /^(\d+):(.*)$/.exec(tags[`${tagKey.scaling}1`] ?? '') ?? [];
  if (count === undefined || first === undefined) return undefined;
  const rest = Array.from({ length: Number(count) - 1 }, (_, i) => tags[`${tagKey.scaling}${i + 2}`]);
  try {
    const text = inflateRawSync(Buffer.from([first, ...rest].join(''), 'base64')).toString('utf8');
    return JSON.parse(text) as ClusterScaling;
  } catch (cause) {
    throw new UpgradeError({
      code: 'JOURNAL_UNREADABLE',
      message: `The tags ${tagKey.scaling}… of the deployment, which say how production scaled before the switchover, cannot be read.`,
      remedy:
        'Put the auto scaling back by hand (terraform apply does it where the code declares it), and remove these tags.',
      cause,
    });
  }
}

export const isEmpty = ({ targets, policies, scheduledActions }: ClusterScaling) =>
  targets.length + policies.length + scheduledActions.length === 0;
