import { engines } from '../../engines';
import { dropStatements, slotNames, slotsLeft } from '../../preflight/sql/standing/slots-left';
import { fact, type View } from '../../view/view';
import { done, minutes, type Step } from '../step';

const ask = "SELECT slot_name FROM pg_replication_slots WHERE slot_name LIKE 'rds\\_%\\_bg\\_slot\\_%'";

const hasSlots = ({ desired }: View) => engines[desired.annotation.engine].leavesSlots;

/** A slot that nobody reads holds WAL on production until its volume is full: that RDS has dropped them is not taken for granted. */
export const proveSlotsGone: Step = {
  id: 'prove-slots-gone',
  title: "Prove that the deployment's slots are gone",
  outline: () => 'check that the slots of the deployment are gone from production',
  idle: true,
  needs: (view) => (hasSlots(view) ? ['slotsOfGone'] : []),
  doneWhen: "production's databases show no slot of a deployment; where they cannot be queried, that is reported",
  assess(view) {
    if (!hasSlots(view)) return done('a deployment of this engine has no slots');
    const look = fact(view, 'slotsOfGone');
    if (look.kind === 'no-database') return done('the embedded RDS holds no data: there are none');
    const answer = look.kind === 'answered' ? look.answers.cluster[slotsLeft.id] : undefined;
    if (answer === undefined || 'failed' in answer) {
      const why = look.kind === 'not-checked' ? look.reason : (answer?.failed ?? 'The databases were not queried.');
      const { clusterIdentifier } = view.desired.annotation;
      const message = `Whether the slots of the deployment are gone from ${clusterIdentifier} was not checked: ${why} Slots that are left make production keep all WAL.`;
      const warning = { id: slotsLeft.id, severity: 'warn' as const, message, remedy: `Check it yourself: ${ask}` };
      return { state: 'done', because: 'not checked', warnings: [warning], attention: true };
    }
    const slots = slotNames([{ database: '', rows: answer.rows }]);
    if (slots.length === 0) return done('no slot of a deployment is on production');
    return {
      state: 'wait',
      for: { what: 'gone', names: slots },
      watch: ['slotsOfGone'],
      limit: minutes(15),
      every: 15_000,
      expected: 'a minute',
      remedy: `Production keeps all WAL for them until its volume is full. Drop them by hand, in psql: ${dropStatements(slots)}`,
    };
  },
};
