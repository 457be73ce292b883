import pc from 'picocolors';

/**
 * Where a person watches: a terminal without NO_COLOR, or FORCE_COLOR. picocolors also takes CI for a place that shows colours;
 * there the output ends in logs and summaries, which show the escape codes.
 */
export const colours = pc.createColors(pc.isColorSupported && (!process.env.CI || Boolean(process.env.FORCE_COLOR)));
