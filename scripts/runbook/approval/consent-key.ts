import type { Confirmation } from '../step';

/** What a yes was given to: to this question as it was shown. Where something under it has changed, it is asked again. */
export const consentKey = ({ question, approval }: Confirmation): string =>
  approval === undefined ? question : `${approval.code} ${question}`;
