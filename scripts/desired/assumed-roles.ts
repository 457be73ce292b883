import type { AssumedRole } from '../aws/provider-settings';
import { refusal } from '../runtime/errors';
import { isRecord } from '../runtime/is-record';
import { ArgumentReader } from './argument-reader';
import { blocks, isExpression } from './stack-json';

/** The `assume_role` blocks in order; those without a role are ignored, as Terraform does. */
export function assumedRoles(where: string, value: unknown): AssumedRole[] | undefined {
  if (isExpression(value)) new ArgumentReader(where, { assume_role: value }).text('assume_role');
  const roles = blocks(value).flatMap((block) => {
    const read = new ArgumentReader(`assume_role of ${where}`, block);
    const roleArn = read.text('role_arn', 'AWS_PROFILE with the role in its profile');
    if (roleArn === undefined) return [];
    const role: AssumedRole = {
      roleArn,
      sessionName: read.text('session_name'),
      externalId: read.text('external_id'),
      durationSeconds: seconds(where, read.text('duration')),
      policy: read.text('policy'),
      policyArns: read.list('policy_arns'),
      sourceIdentity: read.text('source_identity'),
      tags: tags(where, block.tags),
      transitiveTagKeys: read.list('transitive_tag_keys'),
    };
    return [
      Object.fromEntries(Object.entries(role).filter(([, each]) => each !== undefined)) as unknown as AssumedRole,
    ];
  });
  return roles.length > 0 ? roles : undefined;
}

function tags(where: string, value: unknown): Record<string, string> | undefined {
  if (!isRecord(value)) return undefined;
  const read = new ArgumentReader(`tags in assume_role of ${where}`, value);
  return Object.fromEntries(Object.keys(value).map((key) => [key, read.text(key) ?? '']));
}

const unitSeconds: Record<string, number> = { h: 3600, m: 60, s: 1 };

/** Go's notation, `1h30m`, which the provider takes. */
function seconds(where: string, duration: string | undefined): number | undefined {
  if (duration === undefined) return undefined;
  const parts = [...duration.matchAll(/(\d+(?:\.\d+)?)([hms])/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== duration) {
    throw refusal(
      'PROVIDER_UNSUPPORTED',
      `In assume_role of ${where} the duration "${duration}" cannot be parsed.`,
      'Write it as "1h" or "30m".',
    );
  }
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * unitSeconds[unit!]!, 0);
}
