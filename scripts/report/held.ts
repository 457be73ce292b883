import type { RunEvent } from './event';

/** Where nothing is to be done one line says so: what a run has looked at until then is held back, and told with the first work. */
export class Held {
  private all: RunEvent[] = [];
  private holding = true;

  /** Whether it was kept. */
  holds(event: RunEvent): boolean {
    if (!this.holding || !onlyLooks(event)) return false;
    this.all.push(event);
    return true;
  }

  /** What is to be told before this event. */
  released(event: RunEvent): RunEvent[] {
    // With several clusters each begins anew; whose RDS it is, the first one with work tells.
    this.holding = event.code === 'RESULT';
    const told = isNothing(event) ? [] : this.worthTelling(event);
    this.all = isNothing(event) ? this.all.filter(({ code }) => code === 'TARGET') : [];
    return told;
  }

  /** Where there was nothing to do but to prove the plan: what came of that, and not each step that had nothing to do. */
  private worthTelling(told: RunEvent): RunEvent[] {
    const onlyProof = this.all.some(({ code }) => code === 'CLUSTER');
    if (told.code !== 'RESULT' || !(onlyProof || told.outcome === 'not-proven')) return this.all;
    return this.all.filter((event) => event.code !== 'STEP_DONE' || event.attention === true);
  }
}

export const isNothing = (event: RunEvent): event is Extract<RunEvent, { code: 'RESULT' }> =>
  event.code === 'RESULT' && event.outcome === 'nothing';

function onlyLooks(event: RunEvent): boolean {
  switch (event.code) {
    case 'TARGET':
    case 'STEP_BUSY':
    case 'STEP_DONE':
      return true;
    case 'CLUSTER':
      return event.phase === 'current' || event.phase === 'switched';
    case 'STEP_ACT':
      return event.idle === true;
    case 'STEP_WILL':
      return event.idle === true && event.state === undefined;
    case 'PREDICTION':
      return event.changes.every(({ effect }) => effect === 'none');
    default:
      return false;
  }
}
