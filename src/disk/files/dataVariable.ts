/** The environment variable by which the editor tells its terminals where the registry called Local keeps its skills. */
export const dataVariable = 'SKILLWRIGHT_DATA';
