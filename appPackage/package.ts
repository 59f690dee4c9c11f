// `npm run package -- --env <name>`: makes the zip that Teams takes, appPackage/build/mail-bot.<name>.zip.
import { join } from 'node:path';
import { makePackage } from './packaging/makePackage';
import { PackageError } from './packaging/packageError';

try {
  const made = makePackage(process.argv.slice(2), {
    environment: process.env,
    root: join(__dirname, '..'),
  });
  process.stdout.write(`${made}\n`);
} catch (error) {
  if (!(error instanceof PackageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
