import { LiveLine } from '../../scripts/report/live-line';

/** A terminal of one row that matters: what is written on it, with the cursor, wrapped anew when it is made narrower. */
function terminal(columns: number) {
  let resized = () => {};
  const said: string[] = [];
  return {
    said,
    write: (text: string) => void said.push(text),
    columns,
    on: (_: 'resize', listener: () => void) => (resized = listener),
    resize(to: number) {
      this.columns = to;
      resized();
    },
  };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test('each drawing erases the one before, and leaves the cursor at its beginning', () => {
  const screen = terminal(80);
  const line = new LiveLine(screen);
  let count = 0;
  line.show(() => `look ${++count}`);
  jest.advanceTimersByTime(500);
  expect(screen.said).toEqual(['\u001b[J\u001b[?7llook 1\u001b[?7h\r', '\u001b[J\u001b[?7llook 2\u001b[?7h\r']);
  line.clear();
  jest.advanceTimersByTime(5_000);
  expect(screen.said.slice(2)).toEqual(['\u001b[J']);
});

test('what stays is written above it', () => {
  const screen = terminal(80);
  const line = new LiveLine(screen);
  line.show(() => 'wait');
  line.above(() => screen.write('told\n'));
  expect(screen.said.slice(1)).toEqual(['\u001b[J', 'told\n', '\u001b[J\u001b[?7lwait\u001b[?7h\r']);
  line.clear();
});

test('a terminal that becomes narrower gets it cut anew at once', () => {
  const screen = terminal(80);
  const line = new LiveLine(screen);
  line.show((columns) => `${columns}`);
  screen.resize(30);
  expect(screen.said.at(-1)).toContain('30');
  line.clear();
  screen.resize(20);
  expect(screen.said.at(-1)).toBe('\u001b[J');
});
