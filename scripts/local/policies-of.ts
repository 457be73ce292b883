import { readFileSync } from 'node:fs';
import { readPolicy } from '../embedded-rds/server/read-policy';
import type { Policies, PolicyStatement } from '../embedded-rds/world/on-demand/policies';
import { ExitCode, UpgradeError } from '../runtime/errors';

/** What `--policy` and `--scp` name. A kind that is not given stays without policies, which allows everything. */
export function policiesOf({ policy, scp }: { policy: readonly string[]; scp: readonly string[] }): Policies {
  return {
    ...(policy.length === 0 ? {} : { identityBased: policy.flatMap(statementsIn) }),
    ...(scp.length === 0 ? {} : { serviceControl: scp.flatMap(statementsIn) }),
  };
}

function statementsIn(file: string): PolicyStatement[] {
  return readPolicy(textOf(file), file);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UpgradeError({
      code: 'BAD_POLICY',
      message: `The policy ${file} cannot be read: ${(error as Error).message}.`,
      remedy: 'Name a file with an IAM policy in JSON.',
      exitCode: ExitCode.usage,
    });
  }
}
