// Bundles the extension and the command line into dist/: node esbuild.mjs [--watch] [--production]
// What is bundled, and how, is in scripts/build.ts. This runs on Node 20 in a fresh clone, and installs what it needs.
process.argv.splice(2, 0, 'scripts/build.ts');
await import('./scripts/run.mjs');
