import { counterpartIn } from '../../carry-over/of-view';
import { fact, type View } from '../../view/view';
import { predict } from './predict';
import type { Prediction } from './predicted-change';

/** Before green exists: blue stands in for it, without what is documented not to be copied. */
export function predictionOnBlue(view: View): Prediction {
  return predict({ ...inputOf(view), blue: fact(view, 'production') });
}

/** Undefined while green is not visible. */
export function predictionOnGreen(view: View): Prediction | undefined {
  const environment = fact(view, 'green');
  if (environment === null) return undefined;
  const rows = fact(view, 'deployments').underway?.members ?? [];
  const green = { environment, counterpart: counterpartIn(rows, 'db') };
  return predict({ ...inputOf(view), blue: fact(view, 'production'), green });
}

const inputOf = ({ desired: { stack, declared, references } }: View) => ({ stack, declared, references });
