// `npm run playground`: starts everything and says where it is.
import { servePlayground } from './serve';

const port = Number(process.env.PORT || 3978);

servePlayground(port, { LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn' }).then(
  ({ url }) => {
    process.stdout.write(`
  The mail bot's playground is running. Nothing leaves this machine.

    Chat      ${url}/
    Mailbox   ${url}/mailbox
    Emulator  ${url}/api/messages   (leave app id and password empty)

  Say "send mail" in the chat. Ctrl+C stops it.
`);
  },
  (error: Error & { code?: string }) => {
    const taken = `Port ${port} is in use. Choose another: set PORT, for example to ${port + 1}.`;
    process.stderr.write(`${error.code === 'EADDRINUSE' ? taken : error.stack}\n`);
    process.exitCode = 1;
  },
);
