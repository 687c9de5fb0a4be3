import { defaultExcludes } from './defaultExcludes.ts';
import { matchGlob } from './glob.ts';
import { parsePattern } from './ignorePattern.ts';

/** A directory that a tool made and makes again, told by what is in it or beside it. */
interface DerivedKind {
  /** As a pattern of the name, for the reason; `*` where the name does not count. */
  readonly name: string;
  /** One of these is in it. */
  readonly holds?: readonly string[];
  /** One of these is beside it. A `*` at the beginning stands for anything. */
  readonly beside?: readonly string[];
}

/**
 * Names like `target` and `build` are also those of folders that somebody wrote: they count only with what tells
 * that a tool made them. Names that say it by themselves are in `defaultExcludes`.
 */
const kinds: readonly DerivedKind[] = [
  // Python's own mark of a virtual environment, whatever it is called, and that of conda; then copies without marks
  { name: '*', holds: ['pyvenv.cfg'] },
  { name: '*', holds: ['conda-meta'] },
  { name: 'venv', holds: ['bin', 'Scripts', 'lib', 'Lib'] },
  // What a cache says of itself: https://bford.info/cachedir/
  { name: '*', holds: ['CACHEDIR.TAG'] },
  // Cargo, Maven, sbt
  {
    name: 'target',
    holds: ['debug', 'release', 'CACHEDIR.TAG', '.rustc_info.json', 'maven-status', 'classes'],
  },
  { name: 'target', beside: ['Cargo.toml', 'pom.xml', 'build.sbt'] },
  // CMake, Meson, Gradle, Python's setuptools, Dune, Flutter
  { name: '*', holds: ['CMakeCache.txt'] },
  { name: '*', holds: ['meson-info', 'meson-private'] },
  {
    name: 'build',
    beside: ['build.gradle', 'build.gradle.kts', 'CMakeLists.txt', 'setup.py', 'pubspec.yaml', 'meson.build'],
  },
  { name: '_build', beside: ['mix.exs', 'dune-project', 'rebar.config'] },
  { name: 'deps', beside: ['mix.exs'] },
  // .NET
  { name: 'obj', holds: ['project.assets.json', 'Debug', 'Release'] },
  { name: 'obj', beside: ['*.csproj', '*.fsproj', '*.vbproj'] },
  { name: 'bin', beside: ['*.csproj', '*.fsproj', '*.vbproj'] },
  // Bundler, renv, Packrat, Yarn; what tests say of coverage
  { name: 'bundle', holds: ['ruby', 'jruby'] },
  { name: 'renv', holds: ['library', 'staging'] },
  { name: 'packrat', holds: ['lib', 'src'] },
  { name: '.yarn', holds: ['cache', 'unplugged', 'install-state.gz'] },
  { name: 'coverage', holds: ['lcov.info', 'lcov-report', 'coverage-final.json', 'clover.xml'] },
  // Swift, CocoaPods, Composer
  { name: '.build', beside: ['Package.swift'] },
  { name: 'Pods', holds: ['Manifest.lock'] },
  { name: 'vendor', holds: ['autoload.php'] },
];

/**
 * How a directory is known to be a tool's work, in words such as `env/ with pyvenv.cfg`; null where nothing says so.
 * `entries` are the names in it, `siblings` those beside it.
 */
export function derivedFolder(
  name: string,
  entries: readonly string[],
  siblings: readonly string[],
): string | null {
  for (const { name: wanted, holds, beside } of kinds) {
    if (wanted !== '*' && wanted !== name) {
      continue;
    }
    const inside = holds?.find(mark => entries.includes(mark));
    if (inside !== undefined) {
      return `${name}/ with ${inside}`;
    }
    const next = beside && siblings.find(sibling => beside.some(mark => isSuch(sibling, mark)));
    if (next !== undefined) {
      return `${name}/ beside ${next}`;
    }
  }
  return null;
}

/**
 * Names of folders that tools fill, among the defaults: what no search for skills looks into. A pattern such as
 * `node_modules/`, or null.
 */
export function dependencyFolder(name: string): string | null {
  return plainDependencies.has(name)
    ? `${name}/`
    : (dependencies.find(({ parts }) => parts.every(part => part === null || matchGlob(part, name)))?.text ??
        null);
}

/** The patterns for directories of any place. */
const forDirectories = defaultExcludes.filter(pattern => pattern.endsWith('/') && !pattern.startsWith('/'));

/** Nearly all of them are names, which are looked up. */
const plainDependencies = new Set(
  forDirectories.filter(pattern => !/[*?[\\]/.test(pattern)).map(pattern => pattern.slice(0, -1)),
);

const dependencies = forDirectories
  .filter(pattern => !plainDependencies.has(pattern.slice(0, -1)))
  .map(pattern => parsePattern(pattern))
  .filter(pattern => pattern !== null);

function isSuch(name: string, mark: string): boolean {
  return mark.startsWith('*') ? name.endsWith(mark.slice(1)) : name === mark;
}
