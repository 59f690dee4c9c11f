// The log's tables in docs/operations.md: the fields, the kinds of lines and the outcomes that the code has.
import { namesInFirstCells, readText, sectionOf } from './support/documents';
import { logCalls, outcomes } from './support/logCalls';

const operations = readText('docs/operations.md');
const calls = logCalls();
/** Written by pino itself. */
const ofEveryLine = ['level', 'time', 'msg'];

const sorted = (names: string[]) => [...new Set(names)].sort();

describe('docs/operations.md', () => {
  it('has every field a line may have, and no other', () => {
    const fields = [...ofEveryLine, ...calls.flatMap((call) => call.fields)];
    expect(sorted(namesInFirstCells(sectionOf(operations, 'Fields')))).toEqual(sorted(fields));
  });

  it('has every kind of line, and no other', () => {
    const kinds = namesInFirstCells(sectionOf(operations, 'Kinds of lines'));
    expect(sorted(kinds)).toEqual(sorted(calls.map(({ message }) => message)));
  });

  it('has the level of every kind of line', () => {
    const rows = sectionOf(operations, 'Kinds of lines').split('\n');
    const wrong = calls.filter(({ message, level }) => {
      const row = rows.find((line) => line.startsWith('|') && line.includes(`\`${message}\``));
      return row?.split('|')[2]?.trim() !== level;
    });
    expect(wrong).toEqual([]);
  });

  it('has every outcome that is written out in the code', () => {
    const table = namesInFirstCells(sectionOf(operations, 'Outcomes'));
    expect(outcomes().length).toBeGreaterThan(20);
    expect(outcomes().filter((outcome) => !table.includes(outcome))).toEqual([]);
  });

  it('shows lines that have no field but these', () => {
    const [, block = ''] = /```json\n([\s\S]*?)```/.exec(operations) ?? [];
    const lines = block
      .trim()
      .split('\n')
      .map((line) => Object.keys(JSON.parse(line)));
    const fields = namesInFirstCells(sectionOf(operations, 'Fields'));
    expect(lines.flat().filter((field) => !fields.includes(field))).toEqual([]);
  });

  it('asks in its queries for no field but these', () => {
    const fields = namesInFirstCells(sectionOf(operations, 'Fields'));
    const asked = [...operations.matchAll(/\bline\.(\w+)/g)].map(([, field = '']) => field);
    expect(asked.filter((field) => !fields.includes(field))).toEqual([]);
  });
});
