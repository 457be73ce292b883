import { RdsFault } from '../../aws/faults';
import type { Tags } from '../../aws/rds/types';
import { isSameJournal, journalAsTags } from '../../carry-over/journal';
import { journalFacts, journalNow } from '../../carry-over/of-view';
import { observe } from '../../observed/observe';
import type { Sources } from '../../observed/sources';
import { dataVerdict } from '../../preflight/data-verdict';
import { ExitCode, UpgradeError } from '../../runtime/errors';
import { given } from '../../runtime/given';
import { deploymentName, tagFormat } from '../../view/identity';
import { nothingBefore, phaseOf } from '../../view/phase';
import { requestOf } from '../../view/request';
import { skippedTags, tagValue } from '../../view/skipped';
import { tagKey } from '../../view/tag-key';
import { targetGroupsOf } from '../../view/target-groups';
import { fact, type View } from '../../view/view';
import { remedyOf } from '../fault-remedies';
import { rebuiltName } from '../rebuilt';
import { done, minutes, refuse, type Step } from '../step';
import { creationConsent } from './creation-consent';
import { gone } from './deployment-gone';

export const createDeployment: Step = {
  id: 'create-deployment',
  title: 'Create the deployment',
  section: '3.1–3.2',
  foreseeable: true,
  outline: (view) => `create the deployment to ${view.target}`,
  // Right before, once more: what is in the databases changes all the time.
  needs: (view) => (phaseOf(view) === 'before' ? ['data', ...journalFacts(view)] : []),
  doneWhen: 'a deployment created by this tool exists for this source and target',
  assess(view) {
    const { underway } = fact(view, 'deployments');
    if (underway !== undefined) return done(`${underway.identifier} (${underway.name})`);
    if (phaseOf(view) !== 'before') return done(nothingBefore(view));
    if (view.memory.deployment !== undefined) return refuse(gone(view));
    return {
      state: 'act',
      will: willCreate(view),
      ...given({ confirm: creationConsent(view) }),
      once: true,
      // RDS is eventually consistent: after a Create that it acknowledged, the record may stay invisible for a while.
      settles: minutes(10),
      watch: ['deployments'],
      seen: `no deployment of that name is listed in ${view.region}`,
    };
  },
  async execute(view, ports) {
    const { rds } = ports;
    const { cluster } = fact(view, 'production');
    const groups = targetGroupsOf(view)!;
    if (!(await isStillSo(view, ports))) return { busy: willCreate(view) };
    try {
      await rds.createDeployment({
        name: nameOf(view),
        sourceArn: cluster.arn,
        targetEngineVersion: view.target.text,
        targetClusterParameterGroup: groups.cluster!.name,
        targetParameterGroup: groups.instance?.name,
        tags: withJournal(view, {
          [tagKey.format]: tagFormat,
          [tagKey.sourceResourceId]: cluster.resourceId,
          [tagKey.fromVersion]: cluster.engineVersion,
          [tagKey.toVersion]: view.target.text,
          [tagKey.origin]: requestOf(view, 'upgrade').to === undefined ? 'code' : 'to',
          [tagKey.requestedBy]: tagValue(view.identity.arn),
          ...replacesTag(view),
          ...dataTags(view),
        }),
      });
    } catch (error) {
      // Another run was faster, or our own first try arrived after all: the next look adopts what stands.
      if (!(error instanceof RdsFault && error.fault === 'BlueGreenDeploymentAlreadyExistsFault')) {
        throw refusedByRds(view, error);
      }
    }
    return {};
  },
};

function willCreate(view: View): string[] {
  const { cluster, instance } = targetGroupsOf(view) ?? {};
  const groups = [cluster?.name, instance?.name].filter((name) => name !== undefined).join(' and ');
  const family = `parameter groups of ${view.target.family}`;
  return [`create the deployment ${nameOf(view)} to ${view.target} with ${groups || family} (green costs money)`];
}

/**
 * The call takes a name: right before, it must still be this cluster at this version. And what one answer has left out of the journal
 * would not be restored.
 */
async function isStillSo(view: View, sources: Sources): Promise<boolean> {
  const { cluster } = fact(view, 'production');
  const now = await sources.rds.cluster(cluster.identifier);
  if (now?.resourceId !== cluster.resourceId || now.engineVersion !== cluster.engineVersion) return false;
  const production = { cluster: now, instances: await sources.rds.instances(cluster.identifier) };
  const again: View = { ...view, facts: { production, deployments: fact(view, 'deployments') } };
  await observe(again, journalFacts(again), sources);
  return isSameJournal(journalNow(again), journalNow(view));
}

/**
 * In the console, anybody can switch over from the moment when green is built, and nobody here need be running then: a deployment
 * has its journal from the beginning. Where there is no room, the checks of production have said so.
 */
function withJournal(view: View, tags: Tags): Tags {
  return { ...tags, ...journalAsTags(journalNow(view), tags)?.tags };
}

function replacesTag(view: View): Tags {
  const named = rebuiltName(view);
  return named === undefined ? {} : { [tagKey.replaces]: named };
}

/** For whoever continues the upgrade, and for `status`. */
function dataTags(view: View): Record<string, string> {
  const verdict = dataVerdict(view, 'create');
  if (verdict.via === undefined && verdict.notChecked.length === 0) return {};
  const parts = [
    `${verdict.passed.length} passed`,
    `${verdict.findings.length} warnings`,
    `${verdict.notChecked.length} not checked`,
    ...(verdict.skipped.length > 0 ? [`skipped ${verdict.skipped.map(({ finding }) => finding.id).join(' ')}`] : []),
  ];
  const said = `${new Date(view.now).toISOString()} ${parts.join(' / ')}`;
  return {
    [tagKey.preflight]: tagValue(said),
    ...skippedTags(verdict.skipped.map(({ finding: { id }, reason }) => ({ id, reason }))),
  };
}

function nameOf(view: View): string {
  const { cluster } = fact(view, 'production');
  return deploymentName(cluster.identifier, cluster.resourceId, view.target.text);
}

/** A refused Create has changed nothing: RDS's own words, and which resource. */
function refusedByRds(view: View, error: unknown): unknown {
  if (!(error instanceof RdsFault)) return error;
  return new UpgradeError({
    code: 'CREATE_REFUSED',
    message: `RDS refused the deployment of ${view.desired.annotation.clusterIdentifier} (${error.fault}): ${error.message}`,
    remedy: `Nothing was created. ${remedyOf(view, error)}`,
    exitCode: ExitCode.refused,
    cause: error,
  });
}
