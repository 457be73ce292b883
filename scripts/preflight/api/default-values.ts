import type { FamilyParameter } from '../../aws/rds/types';
import { engines } from '../../engines';
import { counted } from '../../runtime/counted';
import { runningVersion } from '../../view/running-version';
import { majorUpgrade, parametersOfGroup, targetGroupsOf } from '../../view/target-groups';
import { fact, type View } from '../../view/view';
import { warn } from '../finding';
import type { Check } from './check';
import { knownDefault } from './known-defaults';
import { seen } from './seen';

type Kind = 'cluster' | 'instance';

interface Difference {
  name: string;
  kind: Kind;
  /** Undefined: RDS leaves it to the engine. */
  before: string | undefined;
  after: string | undefined;
  known: ReturnType<typeof knownDefault>;
}

/**
 * What no group sets is another value in another family: nobody sees that in a plan
 * (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeEngineDefaultClusterParameters.html). What the engine
 * itself changes, without a value of RDS, is in its release notes only.
 */
export const defaultValues: Check = {
  codes: ['API_DEFAULTS'],
  facts: (view) => (majorUpgrade(view) ? ['runningParameters', 'targetParameters', 'ownParameters'] : []),
  find(view) {
    const all = differences(view);
    const known = all.filter((each) => each.known !== undefined);
    if (all.length === 0) return [];
    const { identifier } = fact(view, 'production').cluster;
    const others = all.length - known.length;
    const list = [
      ...known.map(({ name, before, after, known }) => `${name} ${text(before)} → ${text(after)} (${known!.why})`),
      ...(others === 0
        ? []
        : [`${known.length === 0 ? '' : 'and '}${counted(others, 'other')} (--verbose lists them)`]),
    ];
    return [
      {
        ...warn(
          'API_DEFAULTS',
          `Parameters that the code of ${identifier} does not set change their defaults from ${runningVersion(view).family} to ${view.target.family}: ${list.join('; ')}.`,
          remedy(view, known.length > 0 ? known : all),
        ),
        details: all.map(line),
      },
    ];
  },
};

/** Well-known ones first, in the order of that table; then by name. */
function differences(view: View): Difference[] {
  const running = seen(view.facts.runningParameters);
  const target = view.facts.targetParameters;
  if (running === undefined || target === undefined || !majorUpgrade(view)) return [];
  const { engine } = view.desired.annotation;
  const own = ownDefaults(view);
  const isSet = setBySomebody(view);
  const found = (['cluster', 'instance'] as const).flatMap((kind) => {
    const before = new Map(running[kind].map((each) => [each.name, each]));
    return target[kind].filter(changed(before)).map(
      ({ name, value }): Difference => ({
        name,
        kind,
        before: before.get(name)!.value,
        after: value,
        known: knownDefault(engine, name),
      }),
    );
  });
  const told = new Set(found.map(({ name }) => name));
  found.push(...own.filter(({ name }) => !told.has(name)));
  // Many are in both kinds of groups: the cluster's holds for all instances.
  const once = new Map(found.reverse().map((each) => [each.name, each]));
  const rank = ({ known }: Difference) => known?.rank ?? Number.POSITIVE_INFINITY;
  const inOrder = (a: Difference, b: Difference) =>
    rank(a) === rank(b) ? (a.name < b.name ? -1 : 1) : rank(a) - rank(b);
  return [...once.values()].filter(({ name }) => !isSet(name)).sort(inOrder);
}

/** What the engine changes where RDS gives no value: of the families between, as AWS and MySQL publish them. */
function ownDefaults(view: View): Difference[] {
  const { engine } = view.desired.annotation;
  const number = (family: string) => Number(family.slice(engine.length));
  return engines[engine].parameters.ownDefaults
    .filter(({ family }) => number(runningVersion(view).family) < number(family))
    .filter(({ family }) => number(family) <= number(view.target.family))
    .map(({ name, before, after }) => ({ name, kind: 'cluster', before, after, known: knownDefault(engine, name) }));
}

/** A parameter that one of the families does not have cannot change; one that nobody can set is RDS's business. */
const changed =
  (before: ReadonlyMap<string, FamilyParameter>) =>
  ({ name, value, modifiable }: FamilyParameter) =>
    modifiable && before.has(name) && before.get(name)!.value !== value;

/** By the code; or by somebody in production's groups, of which own-parameters.ts tells. */
function setBySomebody(view: View): (name: string) => boolean {
  const groups = targetGroupsOf(view);
  const own = seen(view.facts.ownParameters);
  const names = new Set(
    (['cluster', 'instance'] as const).flatMap((kind) => [
      ...Object.keys(parametersOfGroup(view, groups?.[kind])),
      ...Object.keys(own?.[kind] ?? {}),
    ]),
  );
  return (name) => names.has(name);
}

/** What keeps the values that production runs with, to be copied. */
function remedy(view: View, differing: readonly Difference[]): string {
  const lines = (['cluster', 'instance'] as const).flatMap((kind) => {
    const own = differing.filter((each) => each.kind === kind && each.before !== undefined);
    const settings = own.map(({ name, before }) => `'${name}': { value: '${before}', applyMethod: 'pending-reboot' }`);
    if (settings.length === 0) return [];
    return [`${kind}ParameterGroup: { parametersByFamily: { '${view.target.family}': { ${settings.join(', ')} } } }`];
  });
  if (lines.length === 0) return 'Test the application with them, on green or elsewhere.';
  return `If clients depend on the values of now, write into the code of ${view.desired.path}: ${lines.join(', ')}`;
}

function line({ name, kind, before, after, known }: Difference): string {
  const why = known === undefined ? '' : `: ${known.why}, ${known.link}`;
  return `${name} (${kind}) ${text(before)} → ${text(after)}${why}`;
}

const text = (value: string | undefined) => (value === undefined ? "the engine's own" : value === '' ? '""' : value);
