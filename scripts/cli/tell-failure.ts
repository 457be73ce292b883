import { UpgradeError } from '../runtime/errors';
import { escapeMarkdown } from '../text/markdown';
import type { Action, CommonOptions } from './command';
import { addStepSummary } from './step-summary';

/** Whoever reads only the pull request, or the page of the run, must see why there is no result. */
export function tellingFailure<Options extends CommonOptions & { markdown?: boolean }>(
  title: string,
  action: Action<Options>,
): Action<Options> {
  return async (names, options, context) => {
    try {
      return await action(names, options, context);
    } catch (error) {
      if (error instanceof UpgradeError && !context.signal.aborted) {
        const told = `**Failed.** ${escapeMarkdown(error.message)}\n\n${escapeMarkdown(error.remedy)}`;
        const markdown = `## ${title}\n\n${told}\n`;
        if (options.markdown === true) context.report({ code: 'DOCUMENT', text: markdown });
        await addStepSummary(markdown, process.env, context.report);
      }
      throw error;
    }
  };
}
