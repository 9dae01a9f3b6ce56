// The catalogue the screens read from. A second language is a second file with the type `Text`, chosen here.
import { en } from './en';

export type Text = typeof en;
export const t: Text = en;
