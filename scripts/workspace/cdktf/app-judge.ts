import { runApp } from '../../desired/run-app';
import type { Judge } from '../../rewriter/judge/judge';
import { synthesisJudge } from '../../rewriter/judge/synthesis-judge';

/** An edit of the app counts when a synthesis shows what it was meant to do, and nothing else. */
export const appJudge = (signal?: AbortSignal): Judge =>
  synthesisJudge(async (projectDirectory) => {
    // Always the same output folder, in the copy: an app may write its path into what it synthesizes.
    const app = await runApp({ projectDirectory, outputDirectory: 'cdktf.out', signal });
    try {
      return Object.fromEntries(app.stacks.map((stack) => [stack.name, stack.json]));
    } finally {
      await app.remove();
    }
  });
