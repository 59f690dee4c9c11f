// A Teams message as text: words and line breaks stay, tags go, and hostile input is bounded.
import { htmlToText } from '../../bot/mail/htmlText';

describe('a message becomes text', () => {
  it.each([
    ['paragraphs', '<p>a</p>\n<p>b<br>c</p>', 'a\nb\nc'],
    ['blank lines, one at most', '<p>a</p><p>&nbsp;</p><p>&nbsp;</p><p>b</p>', 'a\n\nb'],
    ['entities', '<p>a&nbsp;&amp;&nbsp;&lt;b&gt; &#128512; &quot;</p>', 'a & <b> 😀 "'],
    ['a mention', '<p><at id="0">Ana Ánh</at>, hi</p>', 'Ana Ánh, hi'],
    ['an emoji', '<p>a <emoji id="smile" alt="🙂" title="Smile"></emoji> b</p>', 'a 🙂 b'],
    ['an emoji that closes itself', '<p>a <emoji alt="🙂"/> b</p>', 'a 🙂 b'],
    ['an emoji as a picture', '<p><img itemtype="http://schema.skype.com/Emoji" alt="🙂"></p>', '🙂'],
    ['any other picture', '<p>a<img src="https://a.example/x" alt="image"></p>', 'a'],
    ['an attachment', '<p>a</p><attachment id="1"></attachment>', 'a'],
    ['a system event', '<systemEventMessage/>', ''],
    ['a link', '<a href="https://a.example">here</a>', 'here (https://a.example)'],
    ['a link that says where', '<a href="https://a.example">https://a.example</a>', 'https://a.example'],
    ['a mail address', '<a href="mailto:ana@a.example">ana@a.example</a>', 'ana@a.example'],
    ['a link to code', '<a href="javascript:x()">here</a>', 'here'],
    ['bullets', '<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>', '• a\n• b\n  • c'],
    ['numbers', '<ol start="3"><li>a</li><li><p>b</p></li></ol>', '3. a\n4. b'],
    [
      'a table',
      '<table><tbody><tr><td><p>a</p><p>b</p></td><td>c</td></tr><tr><td>d</td></tr></tbody></table>',
      'a b | c\nd',
    ],
    ['a quote', '<blockquote><p>a</p><p>b</p></blockquote><p>c</p>', '> a\n> b\n\nc'],
    ['code', '<codeblock class="C"><code>if<br>  x</code></codeblock>', 'if\n  x'],
    ['a heading', '<h1>Lunch</h1><p>at 12</p>', 'Lunch\n\nat 12'],
    ['what is struck out', '<p>at <s>two</s> three</p>', 'at ~~two~~ three'],
    ['struck-out words in one piece', '<del>at <b>two</b> <i>today</i></del>, no', '~~at two today~~, no'],
    ['struck-out lines, each by itself', '<strike><p>a b</p><p>c</p></strike>d', '~~a b~~\n~~c~~\nd'],
    ['struck-out items', '<ul><li><s>a b</s></li><li>c<s>d</s></li></ul>', '• ~~a b~~\n• c~~d~~'],
    ['what is struck out twice', '<s>a <del>b</del></s>', '~~a b~~'],
    ['what a style strikes out', '<span style="text-decoration: line-through">a</span> b', '~~a~~ b'],
    [
      'words of any tag that a style strikes out',
      '<strong style="TEXT-DECORATION: LINE-THROUGH">a</strong> b',
      '~~a~~ b',
    ],
    ['a line that a style strikes out', '<p style="text-decoration:line-through">a</p><p>b</p>', '~~a~~\nb'],
    ['exponents', '10<sup>6</sup> m<sup>2</sup>, the 1<sup>st</sup> H<sub>2</sub>O', '10^6 m^2, the 1st H2O'],
    ['a struck-out link', '<s><a href="https://a.example">a</a></s>', '~~a~~ (https://a.example)'],
    ['script and style', 'a<script>b</script><style>c</style><!-- d -->', 'a'],
    ['text without tags', ' a  b ', 'a b'],
    ['nothing', '', ''],
  ])('%s', (_what, html, text) => {
    expect(htmlToText(html)).toBe(text);
  });

  it('whose long lines stay whole', () => {
    const line = 'word '.repeat(100).trim();
    expect(htmlToText(`<p>${line}</p>`)).toBe(line);
  });

  it('with a numbering no library can write', () => {
    expect(htmlToText('<ol type="i" start="10000"><li>a</li></ol>')).toBe('10000. a');
  });
});

describe('a hostile message is read within limits', () => {
  const many = (html: string) => html.repeat(Math.ceil(250_000 / html.length));
  it.each([
    ['tags that never close', many('<b>')],
    ['tables within tables', many('<table><tr><td>')],
    ['heads within heads', many('<table><thead>')],
    ['lists within lists', many('<ul><li>')],
    ['quotes within quotes', many('<blockquote>')],
    ['brackets', many('<')],
    ['ends without beginnings', many('</p>')],
    ['a cell over a billion columns', '<table><tr><td colspan="1000000000">a</td></tr></table>'],
    ['line breaks', many('<br>')],
    ['words', many('a ')],
  ])('%s', (_what, html) => {
    expect(htmlToText(html).length).toBeLessThanOrEqual(200_001);
  });

  it('and says where it was cut', () => {
    expect(htmlToText(many('a ')).endsWith('…')).toBe(true);
  });
});
