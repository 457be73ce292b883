import { EngineVersion } from '../../constructs/engine-version';
import type { DatabaseLook } from '../database/answers';
import type { Code } from '../runtime/codes';
import { given } from '../runtime/given';
import { switchedOver } from '../view/phase';
import { runningVersion } from '../view/running-version';
import { skippedBy } from '../view/skipped';
import { parametersOfGroup, targetGroupsOf } from '../view/target-groups';
import { type Fact, fact, type View } from '../view/view';
import { seen } from './api/seen';
import type { Finding } from './finding';
import { keptLosses } from './kept-losses';
import { questionsOf } from './sql/catalogues';
import type { SqlContext, When } from './sql/sql-check';
import { type NotChecked, sqlFindings } from './sql/sql-findings';

/** What the checks of the data come to. */
export interface DataVerdict {
  findings: Finding[];
  /** Found, and somebody answers for it. */
  skipped: { finding: Finding; reason: string }[];
  notChecked: NotChecked[];
  /** How to have the rest checked. */
  remedy?: string;
  /** Ids of checks that found nothing. */
  passed: Code[];
  /** How the databases were asked; undefined where nobody asked. */
  via?: string;
}

export function dataVerdict(view: View, when: keyof typeof factOf): DataVerdict {
  return judged(fact(view, factOf[when]), view, when);
}

/** Where the answers of each moment are. */
const factOf = {
  create: 'data',
  switchover: 'dataAtSwitchover',
  'switchover-green': 'greenAtSwitchover',
  after: 'dataAfter',
  old: 'oldData',
  failed: 'dataFailed',
} as const satisfies Partial<Record<When, Fact>>;

function judged(look: DatabaseLook, view: View, when: When): DataVerdict {
  const nothing: DataVerdict = { findings: [], skipped: [], notChecked: [], passed: [] };
  if (look.kind === 'not-checked') {
    const id = when === 'switchover-green' ? 'GREEN_NOT_CHECKED' : 'DATA_NOT_CHECKED';
    const skipped = skippedBy(view).some((each) => each.id === id);
    return skipped ? nothing : { ...nothing, notChecked: [{ id, why: look.reason }], remedy: look.remedy };
  }
  if (look.kind !== 'answered') return nothing;
  const { findings, notChecked, passed } = sqlFindings(look.answers, contextAt(view, when), when);
  const answered = skippedBy(view);
  const reasonOf = ({ id }: Finding) => answered.find((each) => each.id === id)?.reason;
  return {
    findings: findings.filter((finding) => reasonOf(finding) === undefined),
    skipped: findings.flatMap((finding) => {
      const reason = reasonOf(finding);
      return reason === undefined ? [] : [{ finding, reason }];
    }),
    notChecked: notChecked.filter(({ id }) => !answered.some((each) => each.id === id)),
    passed,
    via: look.answers.via,
  };
}

/** What is to be asked of production's databases. */
export const questionsFor = (view: View, when: When) => questionsOf(sqlContext(view), when);

/** What the checks may know beside the answers. */
export function sqlContext(view: View): SqlContext {
  const { cluster, instances } = fact(view, 'production');
  const groups = targetGroupsOf(view);
  const writer = cluster.members.find(({ writer: isWriter }) => isWriter)?.instanceIdentifier;
  const own = instances.find(({ identifier }) => identifier === writer) ?? instances[0];
  return {
    from: versionBefore(view),
    // After it the code may still say what ran before.
    to: switchedOver(view) ? runningVersion(view) : view.target,
    target: {
      ...parametersOfGroup(view, groups?.instance),
      ...parametersOfGroup(view, groups?.cluster),
      // What the group has counts, also of one that the code only refers to.
      ...seen(view.facts.greenParameters),
    },
    instances: { count: instances.length, class: own?.instanceClass ?? '' },
    ...(fact(view, 'deployments').replaced === undefined ? {} : { replaces: true as const }),
    ...(keptLosses(view) === undefined ? {} : { hasLost: true as const }),
    ...given({ masterUsername: cluster.settings.master_username as string | undefined }),
  };
}

/** Right before a switchover, its timeout is known, and limits follow from it. */
function contextAt(view: View, when: When): SqlContext {
  const { request } = view;
  const isNear = when === 'switchover' || when === 'switchover-green';
  if (!isNear || request.command !== 'upgrade') return sqlContext(view);
  return { ...sqlContext(view), switchoverTimeoutSeconds: request.switchoverTimeoutSeconds };
}

/** What ran before the switchover, of which the deployment's tags tell once it is done. */
function versionBefore(view: View): EngineVersion {
  const { finished } = fact(view, 'deployments');
  const read = finished && EngineVersion.read(view.desired.annotation.engine, finished.origin.fromVersion);
  return read?.ok === true && switchedOver(view) ? read.version : runningVersion(view);
}
