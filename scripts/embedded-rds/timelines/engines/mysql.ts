import { binlogEvent, crashRecoveryEvent } from '../../world/deployments/binlog-coordinates';
import { fixedParametersDiffer } from '../../world/deployments/fixed-parameters';
import { prechecked } from '../../world/prechecks/prechecked';
import type { EngineCourse } from './course';

/**
 * Words: AWS's tutorial, of an upgrade in place from 2.10.2 to 3.02.0
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Upgrading.Tutorial.html), its list of events
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Events.Messages.html) and re:Post on failed prechecks
 * (https://repost.aws/knowledge-center/rds-aurora-mysql-troubleshoot-upgrades). No log of a blue/green upgrade is known: the pace is
 * that of PostgreSQL's.
 */
export const mysqlCourse: EngineCourse = {
  upgrade: {
    started: (isMajor) =>
      isMajor
        ? [
            'Upgrade preparation in progress: Starting online upgrade prechecks.',
            'Upgrade preparation in progress: Completed online upgrade prechecks.',
            'Database cluster engine version upgrade started.',
            'Upgrade in progress: Performing offline pre-upgrade checks.',
          ]
        : [
            'Database cluster engine version upgrade started.',
            'Attempting to upgrade the database with zero downtime.',
          ],
    working: (isMajor) =>
      isMajor
        ? [
            'Upgrade in progress: Purging undo records for old row versions. Records remaining: 0',
            'Upgrade in progress: Upgrading database objects.',
          ]
        : [],
    upgraded: (isMajor) =>
      isMajor ? 'Database cluster major version has been upgraded' : 'Database cluster has been patched',
    refused:
      'Database cluster is in a state that cannot be upgraded: Upgrade prechecks failed. For more details, see the ' +
      'upgrade-prechecks.log file.',
  },
  writerCreated: crashRecoveryEvent,
  cannotUpgrade: fixedParametersDiffer,
  prechecked,
  failedUpgrade: 'invalidates',
  switchesOver: binlogEvent,
};
