import { shellWord } from '../../../constructs/shell-word';
import { isClusterGroup } from '../../desired/group-addresses';
import { type Finding, warn } from '../../preflight/finding';
import { awsCommand, continueCommand } from '../../report/commands';
import { refusal } from '../../runtime/errors';
import { initByHand, terraformByHand } from '../../terraform/prove-by-hand';
import { answerTo } from '../../view/memory';
import { majorUpgrade, targetGroupsOf } from '../../view/target-groups';
import { fact, type View } from '../../view/view';
import { type Assessment, refuse } from '../step';

type Held = { state: 'held'; told: { warnings?: Finding[] } };

/**
 * A group that somebody created by hand, under the name in the code, works for green, but the plan after the upgrade would create it:
 * so Terraform's state is checked before anything is created that takes an hour.
 */
export function assessHeld(view: View): Assessment | Held {
  const there = groupsThere(view);
  if (!majorUpgrade(view) || there.length === 0) return { state: 'held', told: {} };
  const names = there.map(({ name }) => name).join(' and ');
  const unheld = answerTo(view.memory.answers.unheldGroups, there.map(({ address }) => address).join());
  if (unheld === undefined) {
    return { state: 'act', reads: true, will: [`check whether Terraform's state holds ${names}`] };
  }
  if (unheld.kind === 'unknown') {
    const message = `Could not determine whether Terraform's state holds ${names}: ${unheld.message}`;
    const remedy = 'If it does not, the plan after the upgrade will create them: import them then.';
    return { state: 'held', told: { warnings: [warn('API_TARGET_STATE', message, remedy)] } };
  }
  const those = (addresses: readonly string[]) => there.filter(({ address }) => addresses.includes(address));
  if (unheld.created.length > 0) return refuse(notInState(view, those(unheld.created)));
  if (unheld.replaced.length > 0) return refuse(replaced(view, those(unheld.replaced)));
  return { state: 'held', told: {} };
}

/** Of the target's groups that this stack declares, those that exist in RDS. */
export const addressesThere = (view: View) => groupsThere(view).map(({ address }) => address);

interface There {
  name: string;
  address: string;
}

function groupsThere(view: View): There[] {
  const { cluster, instance } = targetGroupsOf(view) ?? {};
  const found = fact(view, 'targetGroups');
  return [found.cluster && cluster, found.instance && instance].filter(
    (group): group is There & NonNullable<typeof group> => group?.address !== undefined,
  );
}

function notInState(view: View, groups: readonly There[]) {
  const { desired } = view;
  const terraform = terraformByHand(desired);
  const imports = groups.map(({ address, name }) => `${terraform} import ${shellWord(address)} ${shellWord(name)}`);
  const [are, them] = groups.length === 1 ? ['is', 'it'] : ['are', 'them'];
  return refusal(
    'API_TARGET_STATE',
    `${groups.map(({ name }) => name).join(' and ')} ${are} in RDS, but not in the Terraform state of the stack ${desired.stack}: the plan after the upgrade would create ${them}.`,
    `Import ${them} (${[...initByHand(desired), ...imports].join(' && ')}), then run ${continueCommand(view)}`,
  );
}

/**
 * By another description, say, which RDS cannot change. Terraform cannot replace them either: they are created before they are
 * destroyed, and the name is taken.
 */
function replaced(view: View, groups: readonly There[]) {
  const names = groups.map(({ name }) => name).join(' and ');
  const [differs, them] = groups.length === 1 ? ['differs', 'it'] : ['differ', 'them'];
  return refusal(
    'API_TARGET_STATE',
    `${names} ${differs} from the code in what cannot be changed on a group (its description or family): the plan after the upgrade would replace ${them}.`,
    `Delete ${them} (${groups.map((group) => deleteByHand(view, group)).join(' && ')}; RDS refuses if a cluster uses ${them}), then run ${continueCommand(view)}: it creates ${them} as the code says.`,
  );
}

const deleteByHand = (view: View, { address, name }: There) =>
  isClusterGroup(address)
    ? awsCommand(view, `rds delete-db-cluster-parameter-group --db-cluster-parameter-group-name ${name}`)
    : awsCommand(view, `rds delete-db-parameter-group --db-parameter-group-name ${name}`);
