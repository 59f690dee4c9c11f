// Initials in the place of a photo, for names of many languages.
import { initialsOf } from '../bot/commands/account/initials';

it.each([
  ['Ana Nguyen', 'AN'],
  ['Nguyễn Văn An', 'NA'],
  ['Ánh Đỗ', 'ÁĐ'],
  ['linh', 'L'],
  ['王小明', '王'],
  ['山田 太郎', '山'],
  ['김철수', '김'],
  ['Ana Nguyen (Sales)', 'AN'],
  ['"Bảo" *guest*', 'BG'],
  ['ana.nguyen@contoso.com', 'A'],
  ['محمد علي', 'م'],
  ['👩‍💻 42', ''],
  ['', ''],
])('the initials of "%s" are "%s"', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
