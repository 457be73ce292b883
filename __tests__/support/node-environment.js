const { AsyncLocalStorage } = require('node:async_hooks');
const { TestEnvironment } = require('jest-environment-node');

/**
 * jest-circus makes an AsyncLocalStorage for each test file and never disables it. Up to Node.js 22, every promise of the
 * process is then entered in each of them: after 75 files, the same tests take more than twice the time. What a file has
 * enabled ends with it. https://nodejs.org/api/async_context.html#asynclocalstoragedisable
 */
const enabled = new Set();
for (const method of ['run', 'enterWith']) {
  const original = AsyncLocalStorage.prototype[method];
  AsyncLocalStorage.prototype[method] = function (...given) {
    enabled.add(this);
    return original.apply(this, given);
  };
}

module.exports = class NodeEnvironment extends TestEnvironment {
  async teardown() {
    for (const storage of enabled) storage.disable();
    enabled.clear();
    await super.teardown();
  }
};
