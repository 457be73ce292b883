import { commandsStruck, strike, strikesOf, strikeText } from '../../scripts/simulation/every-call';

/** Every so many of all; `npm run simulate -- --every-call` tries the rest. */
const sample = 401;

test.each(commandsStruck)(
  'faults at single calls leave no trace: $beginning, $command.name',
  async ({ beginning, command }) => {
    const all = await strikesOf(beginning, command);
    expect(all.length).toBeGreaterThan(200);
    for (let i = 13; i < all.length; i += sample) {
      const failure = await strike(all[i]!);
      expect(failure && { at: strikeText(failure.strike), differences: failure.differences }).toBeUndefined();
    }
  },
);
