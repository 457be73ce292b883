import { writerOf } from '../lookup';
import type { Scene } from '../scene';
import type { ClusterRecord, PrecheckProblem } from '../world';
import { precheckLog, precheckLogName } from './precheck-log';

/** A major upgrade, as its work begins. */
export interface PrecheckedUpgrade {
  engineVersion: string;
  /** It fails whatever the data has: of the groups, or by a fault on demand, of the `reason` that somebody has given. */
  fails?: { of: 'parameters' | 'fault'; reason?: string };
}

/** What the log has of such a failure. Of a fault without a reason, AWS's own example; of parameters, words of this server's. */
const problemOf = {
  fault: {
    check: 'routinesSyntaxCheck',
    level: 'Error',
    object: 'test.select_res_word',
    description: "at line 2,18: unexpected token 'except'",
  },
  parameters: {
    check: 'getValueOfVariablelower_case_table_names',
    level: 'Error',
    object: 'lower_case_table_names',
    description: 'The parameter group of the target has another value than the cluster.',
  },
} as const satisfies Record<string, PrecheckProblem>;

/**
 * The prechecks write their log on the writer, and one error in it ends the upgrade. After a success it is kept or not: a choice. AWS
 * runs them before anything is stopped; here what they end ends with the upgrade's own course.
 */
export function prechecked(scene: Scene, cluster: ClusterRecord, upgrade: PrecheckedUpgrade): 'errors' | 'none' {
  const { fails, engineVersion } = upgrade;
  const own = cluster.prechecks ?? [];
  const hasErrors = own.some(({ level }) => level === 'Error');
  const added = fails === undefined || hasErrors ? [] : [made(fails)];
  const writer = writerOf(scene.region, cluster);
  if (writer !== undefined && (fails !== undefined || hasErrors || scene.world.choices.precheckLog === 'kept')) {
    const text = precheckLog(cluster.engineVersion, engineVersion, [...added, ...own]);
    writer.logs = { ...writer.logs, [precheckLogName]: { writtenAt: scene.now, text } };
  }
  return hasErrors ? 'errors' : 'none';
}

function made({ of, reason }: NonNullable<PrecheckedUpgrade['fails']>): PrecheckProblem {
  const problem = problemOf[of];
  return reason === undefined ? problem : { ...problem, description: reason };
}
