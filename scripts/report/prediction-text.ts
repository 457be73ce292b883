import type { PredictedChange, Prediction } from '../plans/prediction/predicted-change';
import { table } from '../text/table';

/** What is handled is not Terraform's: machines get it, people do not need it. */
export function predictionText({ model, changes }: Prediction): string {
  const shown = changes.filter(({ effect }) => effect !== 'none');
  const seen = model === 'blue' ? 'Predicted from production as it is' : 'Predicted from green as it is';
  if (shown.length === 0) return `  ${seen}: Terraform will change nothing after the switchover.`;
  const rows = shown.map((change) => [addressOf(change), change.attribute, change.effect, change.reason]);
  const lines = table(['ADDRESS', 'ATTRIBUTE', 'EFFECT', 'WHY'], rows);
  return ['', `${seen}: Terraform will do this after the switchover:`, lines, ''].join('\n');
}

const addressOf = ({ stack, address }: PredictedChange) =>
  stack === undefined ? address : `${address} (stack ${stack})`;
