import { codeForm } from '../runbook/approval/approval';
import { ExitCode, UpgradeError } from '../runtime/errors';

/** As commander reads them. */
export interface ApproveOptions {
  approve?: string[];
  yes?: boolean;
}

/** @throws UpgradeError USAGE */
export function approveRequest({ approve, yes }: ApproveOptions): { approve?: readonly string[] } {
  if (approve === undefined) return {};
  if (yes === true) {
    throw usage('--yes consents to whatever is found, and --approve to one state alone.', 'Use one of them.');
  }
  const wrong = approve.find((code) => !codeForm.test(code));
  if (wrong !== undefined) {
    throw usage(
      `--approve ${wrong}: this is no code of an approval.`,
      'Copy it whole from what --plan, --until green or a question has shown.',
    );
  }
  return { approve };
}

const usage = (message: string, remedy: string) =>
  new UpgradeError({ code: 'USAGE', message, remedy, exitCode: ExitCode.usage });
