// Runs a synthesis in a process that has run others before: the seconds of starting Node and loading cdktf are spent once.
// Only what ends well, and at once, counts. Everything else (an error, a late promise, an app of ES modules, which cannot be
// loaded twice) is answered with false: whoever asks runs the app in a process of its own then, as a user's machine does.
const { existsSync, readFileSync, statSync } = require('node:fs');
const Module = require('node:module');
const { join, resolve } = require('node:path');

class Exit extends Error {}

/** @returns whether the app has written its manifest into CDKTF_OUTDIR, and nothing else happened */
function runHere(file, cwd, env, keep = () => false) {
  const manifest = env.CDKTF_OUTDIR && join(resolve(cwd, env.CDKTF_OUTDIR), 'manifest.json');
  if (!manifest || !plain(file, cwd)) return false;
  const before = writtenAt(manifest);
  const was = { cwd: process.cwd(), env: { ...process.env }, argv: process.argv, exit: process.exit };
  const streams = ['stdout', 'stderr'].map((name) => ({ stream: process[name], write: process[name].write }));
  let printed = false;
  try {
    process.chdir(cwd);
    replaceEnvironment(env);
    process.argv = [process.execPath, resolve(cwd, file)];
    process.exit = () => {
      throw new Exit();
    };
    for (const { stream } of streams) {
      stream.write = () => {
        printed = true;
        return true;
      };
    }
    Module._load(resolve(cwd, file), null, true);
    return !printed && writtenAt(manifest) !== before;
  } catch {
    return false;
  } finally {
    for (const { stream, write } of streams) stream.write = write;
    for (const loaded of Object.keys(require.cache)) if (!keep(loaded)) delete require.cache[loaded];
    process.exit = was.exit;
    process.argv = was.argv;
    replaceEnvironment(was.env);
    process.chdir(was.cwd);
  }
}

/** Nanoseconds. */
const writtenAt = (file) => statSync(file, { bigint: true, throwIfNoEntry: false })?.mtimeNs;

/** What runs to its end in one go, and is read anew each time. */
function plain(file, cwd) {
  const text = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : '');
  return (
    /\.(js|ts)$/.test(file) &&
    !/"type"\s*:\s*"module"/.test(text(join(cwd, 'package.json'))) &&
    !/\bawait\s|\basync\b|\bimport\s*\(|\.then\s*\(|\b(setTimeout|setImmediate|nextTick|queueMicrotask)\b/.test(
      text(resolve(cwd, file)),
    )
  );
}

function replaceEnvironment(env) {
  for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
  Object.assign(process.env, env);
}

module.exports = { runHere };
