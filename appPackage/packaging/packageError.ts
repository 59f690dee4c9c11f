// Why no package was made, in words for the person who asked for it.

export class PackageError extends Error {
  override name = 'PackageError';
}
