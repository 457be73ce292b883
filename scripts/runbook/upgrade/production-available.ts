import { nameOfArn } from '../../aws/rds/parse';
import { continueCommand } from '../../report/commands';
import { fact, type View } from '../../view/view';
import { minutes, type Refusal, type Waiting } from '../step';
import { inVain, unwellOf } from '../unwell';

/** After the switchover production's members settle within moments; until then nothing can be assessed or changed. */
export function waitForProduction(view: View): Waiting | Refusal | undefined {
  const { cluster, instances } = fact(view, 'production');
  const rows = fact(view, 'deployments').finished?.members ?? [];
  const switching = rows.flatMap(({ source, target, status = '' }) =>
    status === 'SWITCHOVER_IN_PROGRESS' ? [{ name: nameOfArn(target ?? source ?? ''), status }] : [],
  );
  const members = [...unwellOf([cluster, ...instances]), ...switching];
  if (members.length === 0) return undefined;
  const stuck = inVain(
    members,
    `Production runs ${cluster.engineVersion}. Fix it, then continue: ${continueCommand(view)}`,
  );
  if (stuck !== undefined) return stuck;
  return {
    state: 'wait',
    for: { what: 'available', members },
    watch: switching.length === 0 ? ['production'] : ['production', 'deployments'],
    limit: minutes(60),
    every: 5_000,
    remedy: 'Look at these members in the console, and run the command again.',
  };
}
