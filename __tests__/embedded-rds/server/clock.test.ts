import { worldClock } from '../../../scripts/embedded-rds/server/clock';

describe('the clock of the world', () => {
  let wall = 0;
  const clockAt = (speed: number) => worldClock(speed, 1_000_000, () => wall);
  beforeEach(() => {
    wall = 5_000;
  });

  it.each([
    [1, 1_010_000],
    [600, 7_000_000],
    [0.5, 1_005_000],
    [0, 1_000_000],
    [Number.POSITIVE_INFINITY, 1_010_000],
  ])('at speed %p is at %i after ten seconds', (speed, expected) => {
    const clock = clockAt(speed);
    wall += 10_000;
    expect(clock.now()).toBe(expected);
  });

  it('keeps its time when its speed changes', () => {
    const clock = clockAt(600);
    wall += 1_000;
    clock.setSpeed(0);
    wall += 60_000;
    expect(clock.now()).toBe(1_600_000);
    clock.setSpeed(1);
    wall += 1_000;
    expect(clock.now()).toBe(1_601_000);
  });

  it('advances, and never goes backwards', () => {
    const clock = clockAt(0);
    clock.advance(500);
    clock.advanceTo(900_000);
    expect(clock.now()).toBe(1_000_500);
    clock.advanceTo(2_000_000);
    wall -= 1_000_000;
    expect(clock.now()).toBe(2_000_000);
  });

  it('stands still while the wall is set back, and goes on from there', () => {
    const clock = clockAt(1);
    wall -= 3_000;
    expect(clock.now()).toBe(1_000_000);
    wall += 1_000;
    expect(clock.now()).toBe(1_001_000);
  });

  it.each([-1, Number.NaN])('refuses the speed %p', (speed) => {
    expect(() => clockAt(speed)).toThrow(RangeError);
    expect(() => clockAt(1).setSpeed(speed)).toThrow(RangeError);
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('refuses to advance by %p', (milliseconds) => {
    expect(() => clockAt(0).advance(milliseconds)).toThrow('only moves forward');
  });
});
