import { fact } from '../../observed/view';
import { done, type Step } from '../step';

export const reconcileCode: Step = {
  id: 'reconcile-code',
  title: 'The code says what runs',
  section: '8.1',
  outline: (view) => `write engineVersion "${view.target}" into the code where it says something else`,
  needs: () => [],
  assess(view) {
    const running = fact(view, 'production').cluster.engineVersion;
    const inCode = view.desired.annotation.engineVersion;
    if (inCode === running) return done(`engineVersion is "${running}"`);
    return { state: 'act', will: [`write engineVersion "${running}" into the code (it says "${inCode}")`] };
  },
  async execute(view, { code }) {
    const running = fact(view, 'production').cluster.engineVersion;
    await code.write(view.desired, view.desired.annotation.engineVersion, running);
    view.desired = await code.read(view.desired);
    view.memory.asked.set('reconcile-code', view.now);
  },
};
