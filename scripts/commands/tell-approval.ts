import { writeFile } from 'node:fs/promises';
import { approvalEvent } from '../cli/not-approved';
import { observe } from '../observed/observe';
import type { AllSources } from '../observed/sources';
import type { Report } from '../report/event';
import { approvalFacts, nextApproval } from '../runbook/approval/next-approval';
import { refusal } from '../runtime/errors';
import type { View } from '../view/view';

/** What a run shows for somebody to approve: on stdout, and in the file of `--approvals` a code a line. */
export class Approvals {
  private readonly codes: string[] = [];

  constructor(
    private readonly file: string | undefined,
    private readonly report: Report,
  ) {}

  /** What comes next for this cluster, if that takes consent. Reads, and changes nothing. */
  async tell(view: View, sources: AllSources): Promise<void> {
    await observe(view, approvalFacts(view), sources);
    const approval = nextApproval(view);
    if (approval === undefined) return;
    this.report(approvalEvent(view.desired.annotation.clusterIdentifier, approval, true));
    this.codes.push(approval.code);
    await this.write();
  }

  /** Codes of an earlier run must not be taken for those of this one. @throws UpgradeError FILE_SYSTEM */
  async write(): Promise<void> {
    const { file } = this;
    if (file === undefined) return;
    await writeFile(file, this.codes.map((code) => `${code}\n`).join('')).catch((error: Error) => {
      throw refusal(
        'FILE_SYSTEM',
        `The codes cannot be written to ${file}: ${error.message}.`,
        'Name a file in a folder that can be written.',
      );
    });
  }
}
