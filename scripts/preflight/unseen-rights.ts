import { readJournal } from '../carry-over/journal';
import { isEmpty } from '../carry-over/scaling';
import { actionsOf, type PolicyName } from '../policies/actions';
import { spoken } from '../policies/spoken';
import { phaseOf } from '../view/phase';
import { fact, type View } from '../view/view';

interface UnseenRights {
  message: string;
  /** Which they are. */
  details: string[];
}

/**
 * Permissions that a run will need and that no read can show: they only show when a change is tried, and nothing is tried for that.
 * Reported before the first change, because those of the switchover are needed an hour later. Undefined if no change is left.
 * @param switches  whether the run goes on to the switchover
 */
export function unseenRights(view: View, switches: boolean): UnseenRights | undefined {
  const roles: PolicyName[] = handsRolesOn(view) ? ['pass-roles'] : [];
  const scaling: PolicyName[] = mayScale(view) ? ['scale'] : [];
  const isBefore = phaseOf(view) === 'before';
  if (!isBefore && phaseOf(view) !== 'underway') return undefined;
  const create = isBefore ? actionsOf('create', ...roles) : [];
  const later = switches ? actionsOf('switch', ...scaling, ...roles).filter((action) => !create.includes(action)) : [];
  const parts = [
    ...(isBefore ? [`to create green, ${spoken(create)}`] : []),
    ...(switches ? [`from the switchover on, ${isBefore ? 'also ' : ''}${spoken(later)}`] : []),
  ];
  if (parts.length === 0) return undefined;
  return {
    message: `${create.length + later.length} permissions of the role cannot be checked in advance; no action is needed (--verbose lists them).`,
    details: [
      `${view.identity.arn} needs, ${parts.join('; ')}. A service control policy may deny what the role allows.`,
    ],
  };
}

function handsRolesOn(view: View): boolean {
  const { cluster, instances } = fact(view, 'production');
  return cluster.roles.length > 0 || instances.some(({ settings }) => Boolean(settings.monitoring_role_arn));
}

/** It has auto scaling, or nobody knows. */
function mayScale(view: View): boolean {
  const { scaling } = view.facts;
  if (scaling?.kind === 'known') return !isEmpty(scaling.production);
  if (scaling !== undefined || view.desired.declared.scalableTargets.length > 0) return true;
  const written = readJournal(fact(view, 'deployments').underway?.tags ?? {});
  return written.kind === 'read' && written.journal.scaling !== undefined && !isEmpty(written.journal.scaling);
}
