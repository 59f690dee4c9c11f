// Markdown in a mail: the HTML it becomes, what is never let through, and that nothing typed is lost or grows without bound.
import { markdownToHtml } from '../../bot/mail/markdown';

/** The HTML without the look and the wrapping, on one line. */
const bare = (markdown: string) =>
  markdownToHtml(markdown)
    .replace(/ style="[^"]*"/g, '')
    .replace(/^<div dir="auto">|<\/div>$/g, '')
    .replace(/\n/g, '');

describe('Markdown becomes HTML', () => {
  it.each([
    ['a line break', 'one\r\ntwo', '<p>one<br />two</p>'],
    ['emphasis', '**a** *b* ~~c~~ `d`', '<p><strong>a</strong> <em>b</em> <s>c</s> <code>d</code></p>'],
    ['a heading', '# Lunch', '<h1>Lunch</h1>'],
    ['a list that starts at three', '3. a\n4. b', '<ol start="3"><li>a</li><li>b</li></ol>'],
    ['a quote', '> a', '<blockquote><p>a</p></blockquote>'],
    ['code', '```js\na < b\n```', '<pre><code>a &lt; b</code></pre>'],
    ['a rule', '---', '<hr />'],
    ['a link', '[a](https://a.example "T")', '<p><a href="https://a.example" title="T">a</a></p>'],
    ['a reference', '[a]\n\n[a]: https://a.example', '<p><a href="https://a.example">a</a></p>'],
    [
      'a bare address',
      'https://a.example/ä',
      '<p><a href="https://a.example/%C3%A4">https://a.example/ä</a></p>',
    ],
    ['a mail address', '<ana@a.example>', '<p><a href="mailto:ana@a.example">ana@a.example</a></p>'],
    ['a telephone number', '[call](tel:+123)', '<p><a href="tel:+123">call</a></p>'],
    [
      'an image: a link',
      '![cat](https://a.example/c.png)',
      '<p><a href="https://a.example/c.png">cat</a></p>',
    ],
    [
      'an image whose words have entities',
      '![R&amp;D](https://a.example)',
      '<p><a href="https://a.example">R&amp;D</a></p>',
    ],
    [
      'an image within an image, with entities',
      '![![R&amp;D \\*](https://b.example)](https://a.example)',
      '<p><a href="https://a.example">R&amp;D * (https://b.example)</a></p>',
    ],
    [
      'an image within a link',
      '[![b](https://b.example)](https://a.example)',
      '<p><a href="https://a.example">b (https://b.example)</a></p>',
    ],
  ])('%s', (_what, markdown, html) => {
    expect(bare(markdown)).toBe(html);
  });

  it('with a table whose cells keep their alignment', () => {
    expect(markdownToHtml('|a|b|\n|-|-:|\n|1|2|')).toMatch(/<td style="[^"]*;text-align:right">2<\/td>/);
  });

  it.each(['p', 'h2', 'ul', 'li', 'blockquote', 'pre', 'code', 'table', 'th', 'td', 'hr', 'a', 'div'])(
    'that says its look itself: <%s>',
    (tag) => {
      const html = markdownToHtml(
        'a\n\n## h\n\n- i\n\n> q\n\n```\nc\n```\n\n|a|\n|-|\n|b|\n\n---\n\n[l](tel:1)',
      );
      expect(html).toMatch(new RegExp(`<${tag}[^>]* style="`));
    },
  );
});

describe('emphasis is understood beside signs of Chinese, Japanese and Korean', () => {
  it.each([
    ['これは**「重要」**です', 'これは<strong>「重要」</strong>です'],
    ['**今日は休みです。**明日も', '<strong>今日は休みです。</strong>明日も'],
    ['请注意**(紧急)**事项', '请注意<strong>(紧急)</strong>事项'],
    ['**이 용어(This term)**를', '<strong>이 용어(This term)</strong>를'],
    ['*《红楼梦》*很长', '<em>《红楼梦》</em>很长'],
    ['価格は~~「千円」~~です', '価格は<s>「千円」</s>です'],
    ['2**3** と 2 ** 3', '2<strong>3</strong> と 2 ** 3'],
  ])('%s', (markdown, html) => {
    expect(bare(markdown)).toBe(`<p>${html}</p>`);
  });
});

describe('text arrives as typed', () => {
  it.each([
    ['signs of HTML', 'a & b < c > d "e" \'f\'', 'a &amp; b &lt; c &gt; d "e" \'f\''],
    ['an escaped tag', '&lt;script&gt;', '&lt;script&gt;'],
    ['an emoji of several characters', '👩‍👩‍👧 🇻🇳', '👩‍👩‍👧 🇻🇳'],
    ['Vietnamese', 'Chào Nguyễn Ánh', 'Chào Nguyễn Ánh'],
    ['right to left', 'مرحبا بالعالم', 'مرحبا بالعالم'],
    ['a tag', '<b onclick="x()">a</b>', '&lt;b onclick="x()"&gt;a&lt;/b&gt;'],
    ['a script', 'a <script>alert(1)</script>', 'a &lt;script&gt;alert(1)&lt;/script&gt;'],
    ['an image that fails', '<img src=x onerror=alert(1)>', '&lt;img src=x onerror=alert(1)&gt;'],
    ['a comment', 'a <!-- b -->', 'a &lt;!-- b --&gt;'],
    ['the name of a file', 'see README.md', 'see README.md'],
    ['a signature', 'Best\n--\nAna', 'Best<br />--<br />Ana'],
    ['what looks like a definition', '[Ana]: yes', '[Ana]: yes'],
    ['an address that no link is', '[a](b.html)', '[a](b.html)'],
  ])('%s', (_what, markdown, html) => {
    expect(bare(markdown)).toBe(`<p>${html}</p>`);
  });
});

describe('a link to anything but web, mail or telephone is no link', () => {
  it.each([
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](java&#115;cript:alert(1))',
    '[x](javascript&colon;alert(1))',
    '[x](&#x6A;avascript:alert(1))',
    '[x](<java\tscript:alert(1)>)',
    '[x](\u0001javascript:alert(1))',
    '<javascript:alert(1)>',
    '[x]\n\n[x]: javascript:alert(1)',
    '[x](vbscript:x)',
    '[x](data:text/html;base64,PHNjcmlwdD4=)',
    '![x](data:image/png;base64,iVBORw0)',
    '[x](file:///etc/passwd)',
    '[x](//a.example)',
    '[x]()',
    'ftp://a.example',
  ])('%s', (markdown) => {
    expect(markdownToHtml(markdown)).not.toContain('<a');
  });

  it.each([
    '[x](https://a.example "\\" onclick=\\"x")',
    '[x](https://a.example/"onclick="x)',
    '![" onerror="x](https://a.example)',
  ])('and no text breaks out of its attribute: %s', (markdown) => {
    const tags = markdownToHtml(markdown).match(/<[^>]*>/g) ?? [];
    expect(tags.map((tag) => tag.replace(/"[^"]*"/g, '')).join('')).not.toMatch(/ on\w+/);
  });
});

describe('a reference to a sign that nobody can see', () => {
  it.each([
    ['a&#x202e;b', 'ab'],
    ['a&#8203;&ZeroWidthSpace;b', 'ab'],
    ['a&nbsp;b', 'a\u00a0b'],
    ['`&#x202e;`', '<code>&amp;#x202e;</code>'],
    ['[a](https://a.example "b&#x202e;c")', '<a href="https://a.example" title="bc">a</a>'],
  ])('stands for nothing in %s', (markdown, html) => {
    expect(bare(markdown)).toBe(`<p>${html}</p>`);
  });
});

describe('nothing the writer says is lost', () => {
  it.each([
    ['in a quote of a quote of a quote', `${'> '.repeat(300)}words`],
    ['in a list of a list of a list', `${'- '.repeat(300)}words`],
    ['in a table beyond its columns', '|a|\n|-|\n|b|words|'],
    ['behind a fence', '```words words'],
    ['in the title of a link', '[a](https://a.example "words")'],
    ['in the formatted text of an image', '![a `words`](https://a.example)'],
    ['in a definition nobody uses', '[a]: https://words.example'],
    ['in a link without text', '[](https://words.example)'],
  ])('%s', (_where, markdown) => {
    expect(markdownToHtml(markdown)).toMatch(/words/);
  });
});

describe('a definition that no link came of is a line like any other', () => {
  const a = '<a href="https://a.example">https://a.example</a>';
  const b = '<a href="https://b.example">https://b.example</a>';
  it.each([
    ['[12:01]: https://a.example\n[12:01]: https://b.example', `<p>[12:01]: ${a}</p><p>[12:01]: ${b}</p>`],
    ['Use `[A]`.\n\n[A]: https://a.example', `<p>Use <code>[A]</code>.</p><p>[A]: ${a}</p>`],
    [
      '[A](https://a.example)\n\n[A]: https://b.example',
      `<p><a href="https://a.example">A</a></p><p>[A]: ${b}</p>`,
    ],
    [
      '[A]\n\n[A]: https://a.example\n[a]: https://b.example',
      `<p><a href="https://a.example">A</a></p><p>[a]: ${b}</p>`,
    ],
    ['> [A]:\n> https://a.example', `<blockquote><p>[A]:<br />${a}</p></blockquote>`],
    ['- [A]: https://a.example', `<ul><li><p>[A]: ${a}</p></li></ul>`],
  ])('%j', (markdown, html) => {
    expect(bare(markdown)).toBe(html);
  });
});

describe('hostile Markdown stays within what a mail may be', () => {
  const many = (text: string) => text.repeat(Math.ceil(20_000 / text.length)).slice(0, 20_000);
  it.each([
    ['brackets', '['.repeat(10_000)],
    ['stars', '*'.repeat(20_000)],
    ['quotes', '>'.repeat(5_000)],
    ['tags', '<'.repeat(20_000)],
    ['backticks', Array.from({ length: 199 }, (_, count) => '`'.repeat(count)).join(' ')],
    ['lists', many('- ')],
    ['images within images', `${'!['.repeat(1_600)}a${'](tel:1)'.repeat(1_600)}`],
    ['ampersands', many('&')],
    ['cells', many('a|b\n-|-\n')],
    ['a table that fills itself', `${'a|'.repeat(4_000)}\n${'-|'.repeat(4_000)}\n${'a|\n'.repeat(1_300)}`],
    ['one long link a thousand times', `[a]: http://${'x'.repeat(10_000)}\n\n${'[a] '.repeat(2_400)}`],
    ['definitions', Array.from({ length: 1_400 }, (_, index) => `[${index}]: http://b`).join('\n')],
    ['addresses', many('http://')],
  ])('%s', (_what, markdown) => {
    expect(markdownToHtml(markdown).length).toBeLessThan(2_000_000);
  });

  it('and too much of it arrives as it was typed', () => {
    const definition = `[a]: http://${'x'.repeat(10_000)}`;
    const text = '[a] <b>\n'.repeat(1_200).trim();
    const lines = text.replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/\n/g, '<br />');
    expect(bare(`${definition}\n\n${text}`)).toBe(`<p>${definition}</p><p>${lines}</p>`);
  });
});
