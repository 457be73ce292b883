import { afterList } from '../../preflight/after-list';
import { continueCommand } from '../../report/commands';
import { counted } from '../../runtime/counted';
import { phaseOf } from '../../view/phase';
import { requestOf } from '../../view/request';
import { type Fact, fact, type View } from '../../view/view';
import { done, minutes, type Step } from '../step';

/** So long after the switchover, whoever has not moved over by itself will not. */
const settled = minutes(3);

/**
 * What a switchover leaves to people: clients that stay on old, and what its databases need now. It decides nothing, and is told
 * again by every run, as long as it is not done and the old environment stands.
 */
export const afterListStep: Step = {
  id: 'after-list',
  title: 'See what is left to do',
  idle: true,
  outline: () => 'see who is still on the old cluster, and what the databases need',
  needs: (view) => (phaseOf(view) === 'switched' && !isGlance(view) ? facts : []),
  doneWhen:
    'what is left to do is listed: clients on old, what was lost or came back, statistics, views, extensions, connectors; it holds nothing up',
  assess(view) {
    if (phaseOf(view) !== 'switched') return done('nothing is left of a switchover');
    if (isGlance(view)) return done('told when the upgrade runs');
    const since = view.memory.switchingAt;
    // Only this run knows the moment. Where no database is behind the endpoints, nobody can have stayed.
    if (since !== undefined && view.now - since < settled && hasDatabases(view)) {
      return {
        state: 'wait',
        for: { what: 'clients', until: since + settled },
        watch: ['deployments'],
        limit: 2 * settled,
        every: 15_000,
        remedy: `Continue: ${continueCommand(view)}`,
      };
    }
    const { todo, unknown } = afterList(view);
    const rest =
      unknown.length === 0
        ? ''
        : `${todo.length === 0 ? '' : '; '}what the databases need was not looked at: ${unknown[0]}`;
    return {
      state: 'done',
      because:
        todo.length > 0
          ? `${counted(todo.length, 'thing')} left to do (see below)${rest}`
          : rest || (hasDatabases(view) ? 'nothing is left to do' : 'nothing found; there was no database to query'),
      attention: todo.length > 0 || unknown.length > 0,
      warnings: todo,
    };
  },
};

const facts: Fact[] = ['old', 'clientsOnOld', 'oldData', 'dataAfter'];

const isGlance = (view: View) => requestOf(view, 'upgrade').glance === true;

const hasDatabases = (view: View) => ['answered', 'not-checked'].includes(fact(view, 'dataAfter').kind);
