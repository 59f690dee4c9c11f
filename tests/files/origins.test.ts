// The setting that lets Teams' files come from a stand-in: origins alone, and none over http but on this machine.
import { readSettings } from '../../bot/settings';

const originsOf = (TEAMS_FILE_ORIGINS?: string) => readSettings({ TEAMS_FILE_ORIGINS }).teamsFileOrigins;

describe('TEAMS_FILE_ORIGINS', () => {
  it('is empty unless it is set', () => {
    expect(originsOf()).toEqual([]);
  });

  it('names origins', () => {
    const named = 'https://files.example/, http://127.0.0.1:8080,http://localhost:1';
    expect(originsOf(named)).toEqual([
      'https://files.example',
      'http://127.0.0.1:8080',
      'http://localhost:1',
    ]);
  });

  it.each([
    '*.sharepoint.com',
    'https://files.example/path',
    'https://files.example, http://files.example',
    'http://127.0.0.1.files.example',
    'ftp://127.0.0.1',
    'file:///',
  ])('"%s" stops the start', (named) => {
    expect(() => originsOf(named)).toThrow(/TEAMS_FILE_ORIGINS must/);
  });
});
