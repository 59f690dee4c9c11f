import { outlineOf } from './bot/mail/outline';
import { markdownToHtml } from './bot/mail/markdown';
const cpu = (f: () => unknown) => { const b = process.cpuUsage(); f(); const { user, system } = process.cpuUsage(b); return (user + system) / 1000; };
for (const u of ['a@b.co\n', ',\n', '- ana@contoso.com\n', '<a@b.co']) {
  const t = u.repeat(20000).slice(0, 20000);
  const o = [], h = [];
  for (let i = 0; i < 6; i++) { o.push(cpu(() => outlineOf(t, 'markdown')).toFixed(0)); h.push(cpu(() => markdownToHtml(t)).toFixed(0)); }
  console.log(JSON.stringify(u), 'outline', o.join(' '), 'html', h.join(' '));
}
