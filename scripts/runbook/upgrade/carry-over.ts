import type { AssociatedRole } from '../../aws/rds/types';
import { roleName } from '../../carry-over/change';
import { sameRole } from '../../carry-over/differences';
import { isRecorded, journalFacts } from '../../carry-over/of-view';
import { abortCommand } from '../../report/commands';
import { refusal } from '../../runtime/errors';
import { nothingBefore, upgraded } from '../../view/phase';
import { fact, type View } from '../../view/view';
import { type Assessment, done, minutes, refuse, type Step } from '../step';
import { stillGreen } from '../still-green';
import { applyChanges, assessChanges } from './carrying';
import { changedByHand, noteCarried, openChanges } from './green-changes';
import { isRewriting, noRoom, writeAnew, writeJournalOf } from './write-journal';

/**
 * What production has and RDS does not copy, or copied before it was changed, is set on green while nobody uses it: IAM roles
 * (`aws_s3` and `aws_lambda` need them from the first second), log exports, settings. So there is no gap, and the plan shows nothing
 * of it. Green's restart afterwards puts all of it into effect.
 */
export const carryOver: Step = {
  id: 'carry-over',
  title: "Carry production's settings over to green",
  outline: () => 'carry over to green what RDS does not copy: IAM roles, log exports, settings',
  needs: (view) =>
    fact(view, 'deployments').underway?.status === 'AVAILABLE'
      ? ['green', ...(isRecorded(view) ? [] : journalFacts(view))]
      : [],
  doneWhen: "green has production's IAM roles, log exports and settings, deletion protection included",
  assess(view) {
    if (upgraded(view)) return done(nothingBefore(view));
    if (fact(view, 'deployments').underway?.status !== 'AVAILABLE') return done('this was done before the switchover');
    const green = fact(view, 'green');
    if (green === null) return done('green is not visible');
    const remedy = `Production is untouched. Look at ${green.cluster.identifier} in the console; to abort the upgrade: ${abortCommand(view)}`;
    const blocked = changedByHand(view);
    if (blocked !== undefined) return blocked;
    const open = assessChanges(openChanges(view), { watch: ['deployments', 'green'], remedy });
    return (
      open ??
      assessRoles(view, green.cluster.roles, remedy) ??
      assessChanges(noteCarried(view), { watch: ['deployments'], remedy }) ??
      recordAnew(view) ??
      done(summary(view))
    );
  },
  async execute(view, ports, lines) {
    if (lines.some(isRewriting)) return writeJournalOf(view, ports.rds, lines);
    const changes = [...openChanges(view), ...noteCarried(view)];
    return applyChanges(changes, ports, lines, () => stillGreen(view, ports.rds));
  },
};

/**
 * Green has followed production: what both have now is what later changes of the one are told from those of the other by. Not what
 * somebody has decided to keep on green.
 */
function recordAnew(view: View): Assessment | undefined {
  return isRecorded(view) ? undefined : (noRoom(view) ?? writeAnew(view));
}

/** A role is of use when it is ACTIVE: PENDING for about a minute, INVALID where RDS cannot assume it. */
function assessRoles(view: View, roles: readonly AssociatedRole[], remedy: string): Assessment | undefined {
  const wanted = fact(view, 'production').cluster.roles.filter((role) => role.status === 'ACTIVE');
  const there = roles.filter((role) => wanted.some((each) => sameRole(each, role)));
  const invalid = there.filter((role) => role.status === 'INVALID');
  if (invalid.length > 0) {
    return refuse(
      refusal(
        'GREEN_ROLE',
        `On green, RDS cannot use ${invalid.map(roleName).join(', ')}, which production uses.`,
        remedy,
      ),
    );
  }
  const pending = there.filter((role) => role.status !== 'ACTIVE');
  if (pending.length === 0) return undefined;
  return {
    state: 'wait',
    for: { what: 'roles', roles: pending.map((role) => ({ name: roleName(role), status: role.status })) },
    watch: ['deployments', 'green'],
    limit: minutes(30),
    every: 10_000,
    expected: 'about a minute',
    remedy,
  };
}

function summary(view: View): string {
  const { roles } = fact(view, 'production').cluster;
  const count = roles.length === 0 ? '' : `, including ${roles.length} IAM role${roles.length === 1 ? '' : 's'}`;
  return `green has what production has${count}`;
}
