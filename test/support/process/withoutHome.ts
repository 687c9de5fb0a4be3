import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';

/** Loaded before a program: as in a container that runs as a number of which the system has no record, without HOME. */
const unknown = (): never => {
  throw Object.assign(new Error('A system error occurred: uv_os_get_passwd returned ENOENT'), {
    code: 'ERR_SYSTEM_ERROR',
  });
};

os.userInfo = unknown;
os.homedir = unknown;
syncBuiltinESMExports();
