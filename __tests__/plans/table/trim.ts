import { isRecord } from '../../../scripts/runtime/is-record';
import { spokenOf } from '../../../scripts/terraform/spoken-facts';

type Json = Record<string, unknown>;

/** Of values that do not change: names and versions, and where data come from. */
const kept = (type: string) => [...spokenOf(type), 'restore_to_point_in_time', 's3_import', 'snapshot_identifier'];

/** A plan without what nothing here reads: values that stay as they are, the code, and the state before. */
export function trimmed(plan: Json): Json {
  const { planned_values, prior_state, configuration, variables, relevant_attributes, timestamp, ...rest } = plan;
  const { values } = isRecord(prior_state) ? prior_state : {};
  return {
    ...rest,
    ...(isRecord(planned_values) ? { planned_values: rootOf(planned_values) } : {}),
    ...(isRecord(configuration) ? { configuration: rootOf(configuration) } : {}),
    ...(isRecord(values) ? { prior_state: { values: rootOf(values) } } : {}),
    ...(Array.isArray(plan.resource_drift)
      ? { resource_drift: plan.resource_drift.filter(isDeletion).map(trimmedEntry) }
      : {}),
    ...(Array.isArray(plan.resource_changes) ? { resource_changes: plan.resource_changes.map(trimmedEntry) } : {}),
  };
}

/** That there are resources is all that is asked. */
function rootOf({ root_module: module }: Json): Json {
  const { resources, child_modules, module_calls } = isRecord(module) ? module : {};
  const any = [resources, child_modules, module_calls].some((each) => each !== undefined);
  return { root_module: any ? { resources: [{}] } : {} };
}

function trimmedEntry(entry: Json): Json {
  const change = entry.change as Json;
  const always = kept(String(entry.type));
  const { before, after, after_unknown: unknown } = change;
  const sides = [before, after, unknown].filter(isRecord);
  const differs = (name: string) =>
    isRecord(before) &&
    isRecord(after) &&
    (JSON.stringify(before[name]) !== JSON.stringify(after[name]) ||
      (isRecord(unknown) && /true/.test(JSON.stringify(unknown[name] ?? null))));
  const names = new Set(
    sides.flatMap((side) => Object.keys(side)).filter((name) => always.includes(name) || differs(name)),
  );
  // Of what only the apply will tell, it is enough to know that it is so.
  const open = (name: string) => isRecord(unknown) && unknown[name] === true && !always.includes(name);
  const only = (side: unknown) =>
    isRecord(side)
      ? Object.fromEntries(
          Object.entries(side).filter(
            ([name, value]) =>
              names.has(name) && (differs(name) ? value !== null && !(side === before && open(name)) : !isEmpty(value)),
          ),
        )
      : side;
  const { generated_config, before_identity, after_identity, ...rest } = change;
  const { name: _, index, module_address, ...of } = entry;
  return {
    ...of,
    change: {
      ...rest,
      ...Object.fromEntries(
        ['before', 'after', 'after_unknown', 'before_sensitive', 'after_sensitive']
          .map((name) => [name, only(change[name])] as const)
          .filter(([name, side]) => side !== undefined && (/^(before|after)$/.test(name) || !isEmpty(side))),
      ),
    },
  };
}

const isEmpty = (value: unknown) => value === null || value === '' || /^(\[\]|\{\})$/.test(JSON.stringify(value));

const isDeletion = ({ change }: Json) => isRecord(change) && String(change.actions) === 'delete';
