// Starts `npm run playground` as a newcomer does, on any system, fetches its page once, and stops it.
import { spawn, spawnSync } from 'node:child_process';

const port = process.env.PORT ?? '3987';
const page = `http://127.0.0.1:${port}/playground`;
const patience = 60_000;
const isWindows = process.platform === 'win32';

// Through a shell, because npm is a script on Windows; elsewhere in a group of its own, so that what npm starts ends too.
const playground = spawn('npm run playground', {
  shell: true,
  detached: !isWindows,
  env: { ...process.env, PORT: port },
  stdio: 'inherit',
});
let exit;
playground.once('exit', (code) => {
  exit = `The playground ended by itself with ${code}`;
});

async function pageOnceThere() {
  const until = Date.now() + patience;
  for (;;) {
    if (exit) throw new Error(exit);
    const answer = await fetch(page, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
    if (answer?.ok) return answer.text();
    if (Date.now() > until) throw new Error(`${page} answered ${answer?.status ?? 'nothing'} for a minute`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

function stop() {
  if (exit) return;
  if (isWindows) spawnSync('taskkill', ['/pid', String(playground.pid), '/T', '/F']);
  else process.kill(-playground.pid, 'SIGTERM');
}

try {
  const html = await pageOnceThere();
  if (!html.includes('<html')) throw new Error(`${page} is no page`);
  process.stdout.write(`${page} is there: ${html.length} characters\n`);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  stop();
}
