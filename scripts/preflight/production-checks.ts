import { nameOfArn } from '../aws/rds/parse';
import type { DeploymentMember } from '../aws/rds/types';
import { journalOf, lostMembers } from '../carry-over/of-view';
import { awsCommand } from '../report/commands';
import { endpointsLeftOn } from '../view/old-environment';
import { restored } from '../view/phase';
import { targetGroupsOf } from '../view/target-groups';
import { fact, type View } from '../view/view';
import { type Finding, warn } from './finding';

/** What is wrong in production after a switchover, as part of a sentence, and what to do about it. */
export interface Wrong {
  what: string;
  remedy?: string;
}

/** In the order in which it has to be fixed. Needs `old`: an instance that the switchover has not renamed is there. */
export function wrongInProduction(view: View): Wrong[] {
  return [...versionsAndGroups(view), ...unrenamed(view), ...endpointsOnOld(view), ...missingInstances(view)];
}

function versionsAndGroups(view: View): Wrong[] {
  const { cluster, instances } = fact(view, 'production');
  const groups = targetGroupsOf(view);
  const wrong = instances
    .filter((instance) => instance.engineVersion !== view.target.text)
    .map((instance) => `${instance.identifier} runs ${instance.engineVersion}`);
  for (const { name, has, said } of [
    { name: cluster.identifier, has: cluster.parameterGroup, said: groups?.cluster?.name },
    ...instances.map(({ identifier, parameterGroup }) => ({
      name: identifier,
      has: parameterGroup,
      said: groups?.instance?.name,
    })),
  ]) {
    if (said !== undefined && has !== said) wrong.push(`${name} has the group ${has}, but the code says ${said}`);
  }
  return wrong.map((what) => ({ what }));
}

/** Production's name of what a row is about: `orders-1` of `orders-1-old1` and of `orders-1-green-abc123`. */
const productionName = ({ source, target }: DeploymentMember): string =>
  nameOfArn(source ?? target ?? '').replace(/-(old\d+|green-[a-z0-9]{6})$/, '');

const rows = (view: View) => fact(view, 'deployments').finished?.members ?? [];

/**
 * By what was written down before the switchover, and by rows that did not complete: where production has the instance all
 * the same, somebody has fixed it. Once everything has been restored, a missing instance was removed by somebody.
 */
function missingInstances(view: View): Wrong[] {
  const { cluster, instances } = fact(view, 'production');
  const present = new Set(instances.map(({ identifier }) => identifier));
  const failed = badRows(view).filter(({ source, target }) => (source ?? target)?.includes(':db:'));
  const names = [...(restored(view) ? [] : lostMembers(view)), ...failed.map(productionName)];
  return [...new Set(names)]
    .filter((name) => !present.has(name))
    .map((name) => {
      const row = failed.find((each) => productionName(each) === name);
      const green = nameOfArn(row?.target ?? '');
      return {
        what: `the instance ${name} is missing${row === undefined ? '' : ` (${row.status})`}`,
        remedy: present.has(green)
          ? `Rename ${green} to ${name}: ${rename(view, green, name)}.`
          : `Create ${name}: ${awsCommand(view, `rds create-db-instance --db-instance-identifier ${name} --db-cluster-identifier ${cluster.identifier} --engine ${cluster.engine} --db-instance-class ${classOf(view, name)}`)}.`,
      };
    });
}

function classOf(view: View, name: string): string {
  const before = journalOf(view).had?.instances.find(({ identifier }) => identifier === name);
  return String(before?.settings.instance_class ?? '<class>');
}

/**
 * A member of production that still has its green name while the code's name does not exist: it was not switched over. Its name shows
 * this even if no deployment does, because the record is deleted or a list of deployments is empty for a moment.
 */
export function leftBehindByName(view: View): Wrong[] {
  const { cluster, instances } = fact(view, 'production');
  const present = new Set(instances.map(({ identifier }) => identifier));
  return view.desired.annotation.instances
    .filter(({ identifier }) => !present.has(identifier))
    .flatMap(({ identifier }) => {
      const green = instances.find((each) => each.identifier.replace(/-green-[a-z0-9]{6}$/, '') === identifier);
      if (green === undefined) return [];
      return {
        what: `the instance ${identifier} is missing: ${green.identifier} of ${cluster.identifier} still has its green name`,
        remedy: `Rename ${green.identifier} to ${identifier}; if another instance has that name now, rename that one first: ${rename(view, green.identifier, identifier)}.`,
      };
    });
}

/**
 * A switchover renames pairs: an instance that green has lost leaves blue's where it is, under production's name, and
 * applications go on using it (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-switching.html).
 */
function unrenamed(view: View): Wrong[] {
  const old = fact(view, 'old');
  const suffix = /-old\d+$/.exec(old?.cluster.identifier ?? '')?.[0] ?? '-old1';
  return (old?.instances ?? [])
    .filter(({ identifier }) => !/-old\d+$/.test(identifier))
    .map(({ identifier }) => ({
      what: `the instance ${identifier} belongs to ${old!.cluster.identifier}, so whoever connects to it reads old data`,
      remedy: `Rename ${identifier}: ${rename(view, identifier, `${identifier}${suffix}`)}.`,
    }));
}

/** Names of endpoints are unique: production can only have it when old has not. */
function endpointsOnOld(view: View): Wrong[] {
  const old = fact(view, 'old');
  if (old === null) return [];
  const { identifier: production } = fact(view, 'production').cluster;
  const named = (action: string, name: string) =>
    awsCommand(view, `rds ${action}-db-cluster-endpoint --db-cluster-endpoint-identifier ${name}`);
  return endpointsLeftOn(old.cluster).map((name) => ({
    what: `the custom endpoint ${name} belongs to ${old.cluster.identifier}, so whoever connects to it reads old data`,
    remedy: `Note down its type and members (${awsCommand(view, `rds describe-db-cluster-endpoints --db-cluster-endpoint-identifier ${name}`)}), delete it (${named('delete', name)}) and create it for ${production} (${named('create', name)} --db-cluster-identifier ${production} --endpoint-type <type>).`,
  }));
}

const rename = (view: View, from: string, to: string) =>
  awsCommand(
    view,
    `rds modify-db-instance --db-instance-identifier ${from} --new-db-instance-identifier ${to} --apply-immediately`,
  );

const badRows = (view: View) => rows(view).filter(({ status }) => status !== 'SWITCHOVER_COMPLETED');

/** What RDS reports about members of the switchover for which no other check has found a problem. */
export function rowFindings(view: View): Finding[] {
  return badRows(view).map((row) =>
    warn(
      'BGD_MEMBER',
      `RDS reports the switchover of ${nameOfArn(row.target ?? row.source ?? 'a member')} as ${row.status ?? 'having no status'}.`,
      `Look at ${productionName(row)} in the console.`,
    ),
  );
}

/** Nothing that it waits for. */
const atRest = new Set(['available', 'backing-up', 'deleting', 'modifying', 'rebooting', 'stopped', 'stopping']);

/** Nobody uses it any more, so it stops nothing. */
export function oldFindings(view: View): Finding[] {
  const old = fact(view, 'old');
  if (old === null) return [];
  return [old.cluster, ...old.instances]
    .filter(({ status }) => !atRest.has(status))
    .map(({ identifier, status }) =>
      warn(
        'OLD_STATE',
        `${identifier} in the old environment is ${status}.`,
        'This does not stop the upgrade, but cleanup needs it available.',
      ),
    );
}
