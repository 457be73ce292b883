import { guardSentence } from '../../constructs/upgrade/upgrade-guard';
import { isRecord } from '../runtime/is-record';
import { printable } from '../runtime/printable';
import { type PlanWriter, writerOf } from './plan-writer';
import { actionsOf, changesNothing, type ResourceChange, readResourceChange } from './resource-change';

export interface ReadPlan {
  kind: 'read';
  /** Each managed resource, whether it changes or not. */
  resources: ResourceChange[];
  /** Names of outputs that change, sorted. */
  outputs: string[];
  /** Terraform stopped half way: what depends on the place where it did is missing. */
  errored: boolean;
  /** False: targets were named, only a refresh was planned, or changes deferred. Undefined: the program that wrote it does not say. */
  complete: boolean | undefined;
  /** Addresses whose conditions failed, as far as Terraform says (1.3 and later). */
  failedChecks: string[];
  /** Of these, where it was the guard of an AuroraCluster that failed. */
  guards: string[];
  writer: PlanWriter;
}

type PlanReading = ReadPlan | { kind: 'unreadable'; why: string };

/**
 * Reads `terraform show -json <plan>` (https://developer.hashicorp.com/terraform/internals/json-format), format 1.x. Of
 * `resource_drift` only vanished resources are read: what Terraform noticed is not what it will do.
 */
export function readPlan(plan: unknown): PlanReading {
  if (!isRecord(plan)) return unreadable('it is not a JSON object');
  const version = String(plan.format_version ?? '');
  // A minor version adds, a major one may change the meaning of what is read here.
  if (!/^1\.\d+$/.test(version)) {
    return unreadable(`its format_version is ${printable(version.slice(0, 20)) || 'missing'}, and 1.x is known`);
  }
  const changes = plan.resource_changes ?? undefined;
  if (changes !== undefined && !Array.isArray(changes)) return unreadable('resource_changes is not a list');
  // A state has the same format_version, and would read as a plan that changes nothing.
  if (!isRecord(plan.planned_values) && changes === undefined) {
    return unreadable('it has neither planned_values nor resource_changes: it may be a state');
  }
  const gone = vanished(plan.resource_drift);
  const resources: ResourceChange[] = [];
  for (const entry of changes ?? []) {
    const change = readResourceChange(entry);
    if (change === undefined) return unreadable('a resource change has no address or no actions');
    // What OpenTofu opens for the time of a run is nothing that changes.
    if (entry.mode === 'ephemeral') continue;
    if (entry.mode !== 'data' || !changesNothing(change))
      resources.push({ ...change, vanished: gone.has(change.address) });
  }
  const outputs = changedOutputs(plan.output_changes);
  if (outputs === undefined) return unreadable('the change of an output has no actions');
  return {
    kind: 'read',
    resources,
    outputs,
    errored: plan.errored === true,
    // Only a stack of nothing has no list of changes; a plan for a refresh alone has none either.
    complete: changes === undefined && declaresAnything(plan) ? false : asBoolean(plan.complete),
    failedChecks: failedChecks(plan.checks).map(({ address }) => address),
    guards: failedChecks(plan.checks).flatMap(({ address, messages }) =>
      messages.some((message) => message.includes(guardSentence)) ? [address] : [],
    ),
    writer: writerOf(plan),
  };
}

const unreadable = (why: string): PlanReading => ({ kind: 'unreadable', why });

const asBoolean = (value: unknown) => (typeof value === 'boolean' ? value : undefined);

function changedOutputs(value: unknown): string[] | undefined {
  const names: string[] = [];
  for (const [name, change] of isRecord(value) ? Object.entries(value) : []) {
    const actions = actionsOf(change);
    if (!actions) return undefined;
    if (!changesNothing({ actions })) names.push(printable(name));
  }
  return names.sort();
}

/** In the code, in the state before, or in what would be after. */
function declaresAnything({ configuration, planned_values, prior_state }: Record<string, unknown>): boolean {
  const roots = [configuration, planned_values, isRecord(prior_state) ? prior_state.values : undefined];
  return roots.some((root) => {
    const module = isRecord(root) && isRecord(root.root_module) ? root.root_module : {};
    const { resources, child_modules, module_calls } = module;
    return (
      [resources, child_modules].some((list) => Array.isArray(list) && list.length > 0) ||
      (isRecord(module_calls) && Object.keys(module_calls).length > 0)
    );
  });
}

interface FailedCheck {
  address: string;
  messages: string[];
}

function failedChecks(checks: unknown): FailedCheck[] {
  return records(checks).flatMap((check) => {
    if (check.status !== 'fail' && check.status !== 'error') return [];
    const address = isRecord(check.address) ? check.address.to_display : undefined;
    const problems = records(check.instances).flatMap(({ problems }) => records(problems));
    return typeof address === 'string'
      ? [{ address: printable(address), messages: problems.map(({ message }) => String(message)) }]
      : [];
  });
}

const vanished = (drift: unknown): Set<string> =>
  new Set(
    records(drift)
      .filter(({ change }) => actionsOf(change)?.join() === 'delete')
      .map(({ address }) => printable(String(address))),
  );

const records = (value: unknown) => (Array.isArray(value) ? value : []).filter(isRecord);
