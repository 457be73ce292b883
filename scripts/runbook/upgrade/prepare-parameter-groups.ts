import { shellWord } from '../../../constructs/shell-word';
import type { ParameterGroupAnnotation } from '../../../constructs/upgrade/upgrade-annotation';
import type { ParameterGroupFacts } from '../../aws/rds/types';
import { applyMethodFindings, groupFindings } from '../../preflight/group-checks';
import { continueCommand, ownCommand } from '../../report/commands';
import { refusal, type UpgradeError } from '../../runtime/errors';
import { initByHand, terraformByHand } from '../../terraform/prove-by-hand';
import { answerTo } from '../../view/memory';
import { nothingBefore, phaseOf } from '../../view/phase';
import { targetGroupsOf } from '../../view/target-groups';
import { fact, type View } from '../../view/view';
import { type Assessment, type Confirmation, done, minutes, refuse, type Step } from '../step';
import { addressesThere, assessHeld } from './groups-held';

/**
 * Without a target group RDS attaches the family's default one, and the plan would not be empty afterwards: both groups must exist,
 * with the target's family, before the deployment is created. If the code declares groups that nobody has deployed, Terraform creates
 * them, so that they are in its state from the start.
 */
export const prepareParameterGroups: Step = {
  id: 'prepare-parameter-groups',
  title: "Prepare the target's parameter groups",
  foreseeable: true,
  outline: (view) => `check the parameter groups for ${view.target}`,
  needs(view) {
    if (phaseOf(view) !== 'before') return [];
    // Groups that are still to be created hold nothing yet.
    const there = view.facts.targetGroups !== undefined && missingGroups(view).length === 0;
    return ['targetGroups', 'engine', ...(there ? (['targetValues'] as const) : [])];
  },
  doneWhen: "the groups in the code exist, with the target's family",
  assess(view) {
    if (phaseOf(view) === 'underway') return done('green was created with them');
    if (phaseOf(view) !== 'before') return done(nothingBefore(view));
    const declared = targetGroupsOf(view);
    if (declared === undefined) return refuse(notDeclared(view));
    const found = fact(view, 'targetGroups');
    const problems = [
      problemWith(view, 'cluster', declared.cluster, found.cluster),
      problemWith(view, 'instance', declared.instance, found.instance),
    ].filter((problem) => problem !== undefined);
    if (problems.length > 0) return refuse(together(problems));
    const missing = missingGroups(view);
    const different = missing.length > 0 ? [] : groupFindings(view);
    if (different.length > 0) {
      return refuse(together(different.map(({ id, message, remedy }) => refusal(id, message, remedy))));
    }
    const held = assessHeld(view);
    if (held.state !== 'held') return held;
    if (missing.length > 0) return create(view, missing);
    const names = [declared.cluster?.name, declared.instance?.name].filter((name) => name !== undefined);
    const warnings = [...(held.told.warnings ?? []), ...applyMethodFindings(view)];
    return { ...done(`${names.join(' and ')} exist for ${familyOf(view)}`), warnings };
  },
  busyWith: 'Terraform',
  async execute(view, { groups }) {
    const there = addressesThere(view);
    if (assessHeld(view).state === 'act') {
      return { answers: { unheldGroups: { of: there.join(), is: await groups.unheld(view.desired, there) } } };
    }
    const addresses = missingGroups(view).map((group) => group.address);
    const of = addresses.join();
    if (plannedCreation(view) === undefined) {
      return { answers: { groupsPlan: { of, is: await groups.plan(view.desired, addresses) } } };
    }
    const applied = await groups.apply(view.desired, addresses);
    if (applied.kind !== 'creates') return { answers: { groupsPlan: { of, is: applied } } };
    // What Terraform has created is in its state.
    const all = declaredAddresses(view).join();
    return { answers: { unheldGroups: { of: all, is: { kind: 'known', created: [], replaced: [] } } } };
  },
};

/** What Terraform would do to create those that are missing now, where it was asked. */
const plannedCreation = (view: View) =>
  answerTo(
    view.memory.answers.groupsPlan,
    missingGroups(view)
      .map(({ address }) => address)
      .join(),
  );

const declaredAddresses = (view: View) => {
  const { cluster, instance } = targetGroupsOf(view) ?? {};
  return [cluster?.address, instance?.address].filter((address) => address !== undefined);
};

type Missing = ParameterGroupAnnotation & { address: string };

/** Declared by this stack, and not there. */
function missingGroups(view: View): Missing[] {
  const { cluster, instance } = targetGroupsOf(view) ?? {};
  const found = fact(view, 'targetGroups');
  const all = [found.cluster === undefined ? cluster : undefined, found.instance === undefined ? instance : undefined];
  return all.filter((group): group is Missing => group?.address !== undefined);
}

function create(view: View, missing: readonly Missing[]): Assessment {
  const { clusterIdentifier } = view.desired.annotation;
  const names = missing.map((group) => group.name).join(' and ');
  const planned = plannedCreation(view);
  if (planned === undefined) {
    return {
      state: 'act',
      reads: true,
      will: [`plan the creation of ${names} with terraform -target, for the version ${view.target}`],
    };
  }
  if (planned.kind === 'impossible') {
    return refuse(
      refusal(
        'API_TARGET_PG',
        `${missing.length === 1 ? 'The parameter group' : 'The parameter groups'} ${names}, which ${clusterIdentifier} is to use at ${view.target}, ${missing.length === 1 ? 'does' : 'do'} not exist in ${view.region}, and this run could not create ${missing.length === 1 ? 'it' : 'them'}: ${planned.message}`,
        `${planned.remedy} To create by hand: ${byHand(view, missing)}; then run ${continueCommand(view)}`,
      ),
    );
  }
  return {
    state: 'act',
    will: missing.map(
      (group) => `create ${group.name} (${group.family}) with terraform apply ${shellWord(`-target=${group.address}`)}`,
    ),
    confirm: confirmation(view, missing),
    once: true,
    settles: minutes(5),
    watch: ['targetGroups'],
    remedy: `Terraform reports that it created them: check that its provider uses ${view.region} of this account, and run again.`,
  };
}

function confirmation(view: View, missing: readonly Missing[]): Confirmation {
  const { clusterIdentifier } = view.desired.annotation;
  const lines = missing.map((group) => `  + ${group.address} (${group.name}, ${group.family})`);
  return {
    quick: true,
    question: [
      `Terraform will create these for ${clusterIdentifier} and change nothing else:`,
      ...lines,
      'Apply?',
    ].join('\n'),
    declined: refusal(
      'NOT_CONFIRMED',
      `The parameter groups for ${view.target} were not created; nothing was changed.`,
      `${beforehand(view, missing)}, then run: ${continueCommand(view)}`,
    ),
  };
}

/** Where the upgrade is only declared, a deploy creates them; where the code is bumped, the guard stops every other plan. */
const beforehand = (view: View, missing: readonly Missing[]) =>
  view.desired.annotation.upgradeTo === undefined
    ? `Create them yourself (${byHand(view, missing)})`
    : `Deploy the stack, which creates them (${view.desired.delivery.deploy})`;

const byHand = (view: View, missing: readonly Missing[]) =>
  [
    ...initByHand(view.desired),
    `${terraformByHand(view.desired)} apply ${missing.map((group) => shellWord(`-target=${group.address}`)).join(' ')}`,
  ].join(' && ');

function notDeclared(view: View): UpgradeError {
  const { clusterIdentifier, engineVersion } = view.desired.annotation;
  return refusal(
    'API_TARGET_PG',
    `${view.target} needs parameter groups of the family ${familyOf(view)}, but the code of ${clusterIdentifier} declares none.`,
    `Write upgradeTo: '${view.target}' beside engineVersion: '${engineVersion}', deploy (that creates them), then run: ${ownCommand(view, 'upgrade')}`,
  );
}

/** Whoever fixes one wants to know about the other. */
function together(problems: UpgradeError[]): UpgradeError {
  const sentences = (of: (problem: UpgradeError) => string) => [...new Set(problems.map(of))].join(' ');
  return refusal(
    problems[0]!.code,
    sentences((it) => it.message),
    sentences((it) => it.remedy),
  );
}

/** As RDS says, else as the version spells it. */
function familyOf(view: View): string {
  return fact(view, 'engine').target?.family || view.target.family;
}

function problemWith(
  view: View,
  kind: 'cluster' | 'instance',
  declared: ParameterGroupAnnotation | undefined,
  found: ParameterGroupFacts | undefined,
): UpgradeError | undefined {
  const family = familyOf(view);
  const name = view.desired.annotation.clusterIdentifier;
  if (declared === undefined) {
    if (kind === 'instance') return undefined;
    return refusal(
      'API_TARGET_PG',
      `The code names no cluster parameter group for ${name}: green would get the default group of ${family}, without replication.`,
      'Let AuroraCluster declare its groups, deploy, and run again.',
    );
  }
  if (found === undefined && declared.address === undefined) {
    return refusal(
      'API_TARGET_PG',
      `The ${kind} parameter group ${declared.name}, which ${name} is to use at ${view.target}, does not exist in ${view.region}.`,
      'This stack only refers to it: create it where it is declared, with the family of that version, and run again.',
    );
  }
  if (found !== undefined && found.family !== family) {
    return refusal(
      'API_TARGET_PG',
      `The ${kind} parameter group ${declared.name} is of the family ${found.family}, but ${view.target} needs ${family}.`,
      `Declare a group of the family ${family} under another name, deploy it, and run again.`,
    );
  }
  return undefined;
}
