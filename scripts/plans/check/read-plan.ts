import { isRecord } from '../../runtime/is-record';
import { type ResourceChange, readOutputChanges, readResourceChange } from '../../terraform/plan-json';

/** What may be said of a resource: names and versions. Everything else in a plan may be a password, and is not even kept. */
const spoken = {
  aws_rds_cluster: [
    'arn',
    'cluster_identifier',
    'engine',
    'engine_version',
    'engine_version_actual',
    'db_cluster_parameter_group_name',
  ],
  aws_rds_cluster_instance: ['identifier', 'cluster_identifier', 'db_parameter_group_name'],
  aws_rds_cluster_parameter_group: ['name', 'family'],
  aws_db_parameter_group: ['name', 'family'],
} as const;

export type RdsType = keyof typeof spoken;

export type Facts = Partial<Record<(typeof spoken)[RdsType][number], string>>;

/** One managed resource of the plan, whether it changes or not. */
export interface PlannedResource extends ResourceChange {
  /** Undefined where it does not exist before, or not after. */
  before?: Facts;
  after?: Facts;
  /** Attributes of these types that only apply will tell. */
  unknown: string[];
  /** Attributes that force the replacement, `storage_encrypted`. */
  replacedBecauseOf: string[];
  /** An object that a failed replacement has left behind, beside the one at this address. */
  deposed: boolean;
}

export interface ReadPlan {
  kind: 'read';
  resources: PlannedResource[];
  /** Names of outputs that change. */
  outputs: string[];
  /** Terraform stopped half way: what depends on the place where it did is missing. */
  errored: boolean;
  /** False: targets were named, only a refresh was planned, or changes deferred. Undefined before Terraform 1.8, which does not say. */
  complete: boolean | undefined;
  /** Addresses whose conditions failed, as far as Terraform says (1.3 and later). */
  failedChecks: string[];
  terraformVersion: string;
}

export type PlanFile = ReadPlan | { kind: 'unreadable'; why: string };

/** `terraform show -json <plan>` (https://developer.hashicorp.com/terraform/internals/json-format), format 1.x. */
export function readPlan(plan: unknown): PlanFile {
  if (!isRecord(plan)) return { kind: 'unreadable', why: 'it is not a JSON object' };
  const version = String(plan.format_version ?? '');
  if (!/^1\.\d+$/.test(version)) {
    return {
      kind: 'unreadable',
      why: `its format_version is ${version === '' ? 'missing' : version.slice(0, 20)}, and 1.x is known`,
    };
  }
  // A state has the same format_version, and would read as a plan that changes nothing.
  if (!isRecord(plan.planned_values) && !Array.isArray(plan.resource_changes)) {
    return { kind: 'unreadable', why: 'it has neither planned_values nor resource_changes: it may be a state' };
  }
  const resources: PlannedResource[] = [];
  const changes: unknown[] | undefined = Array.isArray(plan.resource_changes) ? plan.resource_changes : undefined;
  for (const entry of changes ?? []) {
    if (isRecord(entry) && entry.mode === 'data') continue;
    const change = readResourceChange(entry);
    if (change === undefined) return { kind: 'unreadable', why: 'a resource change has no address or no actions' };
    resources.push(withFacts(change, entry as Record<string, unknown>));
  }
  const outputs = readOutputChanges(plan.output_changes);
  if ('unreadable' in outputs) return { kind: 'unreadable', why: 'the change of an output has no actions' };
  return {
    kind: 'read',
    resources,
    outputs: outputs.names.map(printable),
    errored: plan.errored === true,
    // Only a stack of nothing has no list of changes; a plan for a refresh alone has none either.
    complete: changes === undefined && declaresAnything(plan) ? false : asBoolean(plan.complete),
    failedChecks: failedChecks(plan.checks),
    terraformVersion: typeof plan.terraform_version === 'string' ? plan.terraform_version : 'unknown',
  };
}

const asBoolean = (value: unknown) => (typeof value === 'boolean' ? value : undefined);

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

function withFacts(resource: ResourceChange, entry: Record<string, unknown>): PlannedResource {
  const change = entry.change as Record<string, unknown>;
  const names: readonly string[] = Object.hasOwn(spoken, resource.type) ? spoken[resource.type as RdsType] : [];
  const unknown = isRecord(change.after_unknown) ? change.after_unknown : {};
  const paths = Array.isArray(change.replace_paths) ? change.replace_paths : [];
  return {
    ...resource,
    address: printable(resource.address),
    before: facts(names, change.before, change.before_sensitive),
    after: facts(names, change.after, change.after_sensitive),
    unknown: names.filter((name) => unknown[name] === true),
    replacedBecauseOf: paths.flatMap((path: unknown) => (Array.isArray(path) ? [String(path[0])] : [])),
    deposed: typeof entry.deposed === 'string',
  };
}

function facts(names: readonly string[], values: unknown, sensitive: unknown): Facts | undefined {
  if (!isRecord(values)) return undefined;
  const hidden = isRecord(sensitive) ? sensitive : {};
  const known = names.filter((name) => typeof values[name] === 'string' && values[name] !== '');
  // Somebody may have marked even a name as sensitive; then nobody says it.
  return Object.fromEntries(
    known
      .filter((name) => sensitive !== true && hidden[name] !== true)
      .map((name) => [name, printable(String(values[name]))]),
  );
}

/** A plan file may be of anybody: line ends and escape codes would steer a terminal, or the log of a pipeline. */
const printable = (name: string) => name.replace(/\p{Cc}/gu, '\ufffd');

function failedChecks(checks: unknown): string[] {
  return (Array.isArray(checks) ? checks : []).flatMap((check: unknown) => {
    if (!isRecord(check) || (check.status !== 'fail' && check.status !== 'error')) return [];
    const address = isRecord(check.address) ? check.address.to_display : undefined;
    return typeof address === 'string' ? [address] : [];
  });
}
