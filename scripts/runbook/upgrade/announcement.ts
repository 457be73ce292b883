import { RdsFault, RdsUnreachable } from '../../aws/faults';
import type { RdsPort } from '../../aws/rds/rds-port';
import type { Deployment, Tags } from '../../aws/rds/types';
import { UpgradeError } from '../../runtime/errors';
import { type AnnouncedAttempt, allAttemptsOf, attemptName } from '../../view/announced-attempts';
import { clockSlack, tellsOfBeginning, tellsOfCancellation } from '../../view/attempt';
import { deploymentArn } from '../../view/identity';
import { tagKey } from '../../view/tag-key';
import { fact, type View } from '../../view/view';

type Rds = Pick<RdsPort, 'addTags' | 'deployment' | 'events'>;

/**
 * One attempt to switch over, tagged on the deployment before it is made: a run that knows nothing else, on whatever machine, then
 * neither takes it for its own nor follows it without consent. The tag of an attempt that never began is removed.
 */
export class Announcement {
  readonly deployment: Deployment;
  /** Milliseconds since the epoch, whole: so it is read back from its tag. */
  readonly at: number;
  private readonly arn: string;
  private readonly name: string;

  constructor(
    private readonly view: View,
    private readonly rds: Rds,
  ) {
    this.deployment = fact(view, 'deployments').underway!;
    this.arn = deploymentArn(fact(view, 'production').cluster.arn, this.deployment.identifier);
    this.at = Math.trunc(view.now);
    const { run } = view.memory;
    this.name = attemptName({ number: nextNumber(allAttemptsOf(this.deployment.tags), run), run });
  }

  /** With what production has at this look. False: no answer came. */
  async make(journal: Tags): Promise<boolean> {
    try {
      await this.rds.addTags(this.arn, {
        [tagKey.attempt + this.name]: timeOf(this.at),
        // The gates have refused where it is not visible.
        [tagKey.targetResourceId]: fact(this.view, 'green')!.cluster.resourceId,
        ...journal,
      });
      return true;
    } catch (error) {
      if (!(error instanceof RdsUnreachable)) throw error;
      return false;
    }
  }

  /** Whether everything is as this consent was given for; false also where the deployment is not listed. */
  async holds(): Promise<boolean> {
    const now = await this.rds.deployment(this.deployment.identifier);
    if (now === undefined || !this.isAsSeen(now)) return false;
    const events = await this.rds.events('blue-green-deployment', now.identifier, this.view.now - clockSlack);
    return !events.some(
      (event) => event.at >= this.view.now - clockSlack && (tellsOfBeginning(event) || tellsOfCancellation(event)),
    );
  }

  /** The same ends and status, and nobody else's attempt that was not seen, or had not been taken. Ours may not show yet. */
  private isAsSeen(now: Deployment): boolean {
    const seen = this.deployment;
    const known = new Set(allAttemptsOf(seen.tags).map(keyOf));
    const strange = allAttemptsOf(now.tags).some((each) => attemptName(each) !== this.name && !known.has(keyOf(each)));
    return now.status === seen.status && now.source === seen.source && now.target === seen.target && !strange;
  }

  /** It is certain that RDS has not begun it. Where this cannot be written, the attempt needs consent of its own later. */
  takeBack(): Promise<void> {
    return this.write(tagKey.takenBack, this.at);
  }

  /** That RDS took it; the switchover runs, whether or not this can be written. */
  writeAccepted(): Promise<void> {
    return this.write(tagKey.accepted, this.at);
  }

  private async write(key: string, at: number): Promise<void> {
    try {
      await this.rds.addTags(this.arn, { [key + this.name]: timeOf(at) });
    } catch (error) {
      const harmless = error instanceof RdsFault || error instanceof RdsUnreachable || error instanceof UpgradeError;
      if (!harmless) throw error;
    }
  }
}

const timeOf = (at: number) => new Date(at).toISOString();

const keyOf = (attempt: AnnouncedAttempt) => `${attemptName(attempt)} ${attempt.at} ${attempt.accepted}`;

/** This run's last one is announced anew rather than counted twice: it goes on only while that was not begun. */
function nextNumber(all: readonly AnnouncedAttempt[], run: string): number {
  const own = all.findLast((each) => each.run === run);
  return own?.number ?? 1 + Math.max(0, ...all.map(({ number }) => number));
}
